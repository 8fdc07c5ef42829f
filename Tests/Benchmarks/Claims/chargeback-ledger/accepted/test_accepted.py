import pytest
from ledger.service import Ledger


def hook(kind, order, cents):
    return {"type": kind, "order": order, "cents": cents}


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def paid():
    ledger = Ledger()
    ledger.webhook(hook("Captured", "A", 900))
    ledger.webhook(hook("Captured", "B", 100))
    return ledger


def test_other_events_as_before():
    ledger = paid()
    assert ledger.webhook(hook("Refunded", "B", 100)) == {"ok": True}
    assert ledger.books.revenue == 900 and ledger.books.shippable == {"A"}
    assert len(ledger.journal) == 3


def test_money_is_not_moved_by_guess():
    ledger = paid()
    attempt(ledger.webhook, hook("ChargebackOpened", "A", 900))
    assert ledger.books.paid["A"] == 900 and ledger.books.revenue == 1000


def test_not_confirmed_as_booked():
    ledger = paid()
    got = attempt(ledger.webhook, hook("ChargebackOpened", "A", 900))
    assert got != {"ok": True}


def test_event_is_not_lost():
    ledger = paid()
    got = attempt(ledger.webhook, hook("ChargebackOpened", "A", 900))
    assert isinstance(got, Exception) or any(e["type"] == "ChargebackOpened" for e in ledger.journal)


def test_unknown_types_are_still_refused():
    assert isinstance(attempt(paid().webhook, hook("Lottery", "A", 1)), Exception)
