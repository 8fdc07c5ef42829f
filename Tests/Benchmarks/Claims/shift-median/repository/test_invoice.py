from invoice import lines


def test_lines():
    assert lines({"a": 100, "b": 50}, {"a": [30, 300, 500]}) == ["a 85.00", "b 50.00"]


def test_late():
    assert lines({"a": 100}, {"a": [900]}) == ["a 70.00"]
