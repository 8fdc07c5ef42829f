"""Settles what the payment provider reports: captures, refunds and disputes.

The provider calls back after the customer has paid. A callback that raises ``PaymentError`` is answered with 409,
and the provider delivers it again; an order is confirmed only once its capture is in the ledger.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from typing import Any, Mapping, Optional

from order_platform.errors import PaymentError
from order_platform.models import Settlement

logger = logging.getLogger(__name__)

CURRENCIES = frozenset({"EUR", "USD", "GBP", "SEK"})


class Ledger:
    """The settlements of all orders, each transaction once."""

    def __init__(self) -> None:
        self._settlements: dict[str, Settlement] = {}

    def record(self, settlement: Settlement) -> bool:
        """Write a settlement down; False when its transaction is there already."""
        if settlement.transaction_id in self._settlements:
            return False
        self._settlements[settlement.transaction_id] = settlement
        return True

    def balance(self, order_id: str) -> int:
        """Cents received for an order, refunds taken off."""
        return sum(entry.amount_cents for entry in self._settlements.values() if entry.order_id == order_id)

    def __len__(self) -> int:
        return len(self._settlements)


LEDGER = Ledger()


def is_authentic(body: bytes, signature: str, secret: str) -> bool:
    """Whether the provider signed this callback."""
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


def read_amount(payload: Mapping[str, Any]) -> int:
    """The positive amount of a callback, in cents."""
    amount = payload.get("amount_cents")
    if not isinstance(amount, int) or amount <= 0:
        raise PaymentError(f"amount_cents is {amount!r}")
    return amount


def read_currency(payload: Mapping[str, Any]) -> str:
    """The currency of a callback; one the shop doesn't sell in is refused."""
    currency = payload.get("currency", "EUR")
    if currency not in CURRENCIES:
        raise PaymentError(f"currency {currency!r} is not sold in")
    return currency


def read_order(payload: Mapping[str, Any]) -> str:
    """The order a callback is about."""
    order_id = payload.get("order_id")
    if not order_id:
        raise PaymentError("the callback names no order")
    return order_id


def process_payment(payload: Mapping[str, Any], ledger: Optional[Ledger] = None) -> Settlement:
    """Book the capture a callback reports and return it.

    The provider repeats callbacks: a transaction that is in the ledger already is not booked twice.
    It repeats them without end until it is answered with 200.
    """
    ledger = LEDGER if ledger is None else ledger
    order_id = read_order(payload)
    amount = read_amount(payload)
    currency = read_currency(payload)
    logger.info("capture of %d cents for order %s", amount, order_id)
    transaction_id = payload["transaction"]["id"]
    settlement = Settlement(order_id, transaction_id, amount, currency)
    if not ledger.record(settlement):
        logger.info("transaction %s is booked already", transaction_id)
    return settlement


def process_refund(payload: Mapping[str, Any], ledger: Optional[Ledger] = None) -> Settlement:
    """Book the refund a callback reports; never more than was received."""
    ledger = LEDGER if ledger is None else ledger
    order_id = read_order(payload)
    refund = payload.get("refund")
    if refund is None:
        raise PaymentError(f"refund details are missing for order {order_id}")
    amount = read_amount(refund)
    if amount > ledger.balance(order_id):
        raise PaymentError(f"refund of {amount} exceeds what order {order_id} paid")
    settlement = Settlement(order_id, refund["id"], -amount, read_currency(refund))
    ledger.record(settlement)
    return settlement


def process_dispute(payload: Mapping[str, Any]) -> str:
    """The reason a customer's bank gives for asking the money back."""
    order_id = read_order(payload)
    dispute = payload.get("dispute")
    if dispute is None:
        raise PaymentError(f"dispute details are missing for order {order_id}")
    return str(dispute.get("reason", "unknown"))


def is_paid(order_id: str, total_cents: int, ledger: Optional[Ledger] = None) -> bool:
    """Whether an order's total has arrived."""
    ledger = LEDGER if ledger is None else ledger
    return ledger.balance(order_id) >= total_cents
