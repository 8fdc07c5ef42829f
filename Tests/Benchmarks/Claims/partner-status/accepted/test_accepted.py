from sync.feed import run
from sync.status import Status
from sync.store import Store


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_no_invented_state():
    store = Store("A")
    attempt(run, store, [{"order": "A", "state": "ON_HOLD"}])
    assert store.orders["A"] is Status.OPEN


def test_it_is_not_counted_as_done():
    result = attempt(run, Store("A"), [{"order": "A", "state": "ON_HOLD"}])
    assert isinstance(result, Exception) or result == 0
