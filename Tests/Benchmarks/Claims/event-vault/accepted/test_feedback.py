import inspect

from vault.account import Account, rebuild
from vault.store import EventStore


def test_account_only_knows_the_newest_form():
    assert list(inspect.signature(Account._on_deposited).parameters) == ["self", "cents", "source"]


def test_rounding_is_the_upcasters():
    s = EventStore()
    s.append("deposited", 1, {"amount": 0.29})
    assert rebuild(s, {"balance": 0, "seq": 0, "sources": {}}).balance == 29
