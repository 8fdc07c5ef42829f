from vault.account import rebuild
from vault.store import EventStore


def store():
    s = EventStore()
    s.append("deposited", 3, {"cents": 900, "source": "app"})
    s.append("deposited", 1, {"amount": 40.0})
    s.append("deposited", 2, {"cents": 5})
    return s


def test_old_event_after_snapshot():
    a = rebuild(store(), {"balance": 900, "seq": 1, "sources": {"app": 1}})
    assert a.balance == 4905 and a.seq == 3
    assert a.sources == {"app": 1, "counter": 2}


def test_same_with_and_without_snapshot():
    assert rebuild(store()).snapshot() == rebuild(store(), {"balance": 900, "seq": 1, "sources": {"app": 1}}).snapshot()
