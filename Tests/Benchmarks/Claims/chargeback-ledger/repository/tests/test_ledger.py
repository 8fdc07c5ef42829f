import pytest
from ledger.events import KINDS, from_webhook
from ledger.service import Ledger


def send(ledger, *events):
    for kind, order, cents in events:
        ledger.webhook({"type": kind, "order": order, "cents": cents})


def test_capture_and_refund():
    ledger = Ledger()
    send(ledger, ("Authorized", "A", 900), ("Captured", "A", 900), ("Refunded", "A", 200))
    assert ledger.books.revenue == 700 and ledger.books.shippable == {"A"}


def test_full_refund_is_not_shipped():
    ledger = Ledger()
    send(ledger, ("Captured", "A", 900), ("Refunded", "A", 900))
    assert ledger.books.shippable == set()


def test_replay():
    first = Ledger()
    send(first, ("Captured", "A", 900), ("Captured", "B", 100))
    assert Ledger(first.journal).books.revenue == 1000


def test_kinds():
    assert "ChargebackOpened" in KINDS
    with pytest.raises(KeyError):
        from_webhook({"type": "Lottery", "order": "A"})
