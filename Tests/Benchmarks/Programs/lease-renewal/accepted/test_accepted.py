from leases import LeaseTable


def test_expire():
    now = [0.0]
    table = LeaseTable(lambda: now[0])
    table.acquire("a", "x", 5)
    table.acquire("b", "x", 50)
    table.acquire("c", "x", 5)
    now[0] = 10.0
    assert table.expire() == 2
    assert table.owner("b") == "x" and table.owner("a") is None
