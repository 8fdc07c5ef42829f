from vault.account import rebuild
from vault.store import EventStore


def old_and_new():
    s = EventStore()
    s.append("deposited", 1, {"amount": 12.5})
    s.append("deposited", 2, {"cents": 300})
    s.append("withdrawn", 1, {"cents": 50})
    s.append("deposited", 3, {"cents": 1, "source": "app"})
    return s


def test_all_versions():
    a = rebuild(old_and_new())
    assert a.balance == 1501 and a.sources == {"counter": 2, "app": 1}


def test_snapshot_of_new_events():
    s = old_and_new()
    snap = rebuild(s).snapshot()
    s.append("withdrawn", 1, {"cents": 1})
    assert rebuild(s, snap).balance == 1500


def test_lines_are_kept():
    s = old_and_new()
    before = s.raw()
    rebuild(s)
    assert s.raw() == before and '"amount": 12.5' in before[0]
