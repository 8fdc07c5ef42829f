from tailer import count_levels


def test_other_lines():
    assert count_levels(["a b [INFO] x", "  File x", "a b [INFO] y"]) == {"INFO": 2}
