from gatekeeper.access import AccessControl
from gatekeeper.model import Session, User
from gatekeeper.store import MemoryStore


def control(*sessions):
    store = MemoryStore()
    for session in sessions:
        store.save(session)
    return AccessControl(store)


def test_an_admin_may_delete():
    assert control(Session("t1", User("ada", ["admin"]))).allows("t1", "delete")


def test_a_reader_may_not():
    assert not control(Session("t1", User("max", ["reader"]))).allows("t1", "delete")
