import hashlib
import hmac

import pytest

from order_platform.errors import PaymentError
from order_platform.payment_service import (
    Ledger,
    is_authentic,
    is_paid,
    process_dispute,
    process_payment,
    process_refund,
)


def capture(order_id="ord-1", transaction="txn-1", cents=4_900):
    return {
        "order_id": order_id,
        "amount_cents": cents,
        "currency": "EUR",
        "transaction": {"id": transaction},
    }


def test_a_capture_is_booked():
    ledger = Ledger()
    settlement = process_payment(capture(), ledger)
    assert settlement.transaction_id == "txn-1"
    assert is_paid("ord-1", 4_900, ledger)


def test_a_repeated_capture_is_booked_once():
    ledger = Ledger()
    process_payment(capture(), ledger)
    process_payment(capture(), ledger)
    assert ledger.balance("ord-1") == 4_900
    assert len(ledger) == 1


def test_a_capture_of_nothing_is_refused():
    with pytest.raises(PaymentError):
        process_payment(capture(cents=0), Ledger())


def test_a_capture_names_its_order():
    with pytest.raises(PaymentError):
        process_payment(capture(order_id=""), Ledger())


def test_an_unknown_currency_is_refused():
    with pytest.raises(PaymentError, match="XAU"):
        process_payment({**capture(), "currency": "XAU"}, Ledger())


def test_a_refund_lowers_the_balance():
    ledger = Ledger()
    process_payment(capture(), ledger)
    process_refund({"order_id": "ord-1", "refund": {"id": "ref-1", "amount_cents": 900}}, ledger)
    assert ledger.balance("ord-1") == 4_000


def test_a_refund_without_details_is_refused():
    with pytest.raises(PaymentError):
        process_refund({"order_id": "ord-1"}, Ledger())


def test_a_refund_never_exceeds_what_was_paid():
    with pytest.raises(PaymentError):
        process_refund({"order_id": "ord-1", "refund": {"id": "ref-1", "amount_cents": 1}}, Ledger())


def test_a_dispute_has_a_reason():
    assert process_dispute({"order_id": "ord-1", "dispute": {"reason": "not received"}}) == "not received"
    assert process_dispute({"order_id": "ord-1", "dispute": {}}) == "unknown"


def test_only_the_provider_can_sign():
    signature = hmac.new(b"secret", b"{}", hashlib.sha256).hexdigest()
    assert is_authentic(b"{}", signature, "secret")
    assert not is_authentic(b"{ }", signature, "secret")
