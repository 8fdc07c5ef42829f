from leases import LeaseTable


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_one_owner():
    clock = Clock()
    table = LeaseTable(clock)
    assert table.acquire("m1", "ann", 10)
    assert not table.acquire("m1", "bob", 10)
    clock.now = 11
    assert table.acquire("m1", "bob", 10)
    assert table.owner("m1") == "bob"


def test_nothing_expires_early():
    table = LeaseTable(Clock())
    table.acquire("m1", "ann", 10)
    assert table.expire() == 0
    assert table.owner("m2") is None
