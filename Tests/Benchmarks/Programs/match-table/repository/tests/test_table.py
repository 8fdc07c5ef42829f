from league.table import Table


def table():
    t = Table(["A", "B", "C"])
    t.record("A", "B", "2:0")
    t.record("B", "C", "1:1")
    return t


def test_rank():
    assert [r.team for r in table().rows()] == ["A", "C", "B"]
    assert table().rank("C") == 2
    assert table().rank("Z") is None


def test_gap():
    assert table().gap("C") == 2
