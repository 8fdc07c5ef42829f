from sync.feed import run
from sync.status import Status
from sync.store import Store


def test_run():
    store = Store("A", "B")
    assert run(store, [{"order": "A", "state": "SETTLED"}, {"order": "Z", "state": "NEW"}]) == 1
    assert store.to_ship() == ["A"]
    assert store.orders["B"] is Status.OPEN
