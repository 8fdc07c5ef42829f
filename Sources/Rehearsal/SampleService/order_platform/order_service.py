"""Places orders and answers questions about them. An order is a mapping, as the shop's page sends it."""

from __future__ import annotations

import logging
from typing import Any, Iterable, Mapping

from order_platform.errors import InvalidOrderError

logger = logging.getLogger(__name__)

Order = Mapping[str, Any]

MAXIMUM_QUANTITY = 500
FREE_SHIPPING_CENTS = 5_000
SHIPPING_CENTS = 490


def line_total(item: Mapping[str, Any]) -> int:
    """Price of one line, in cents."""
    if item["quantity"] < 1:
        raise InvalidOrderError(f"{item['quantity']} pieces of {item['sku']} can't be ordered")
    return item["unit_cents"] * item["quantity"]


def order_total(order: Order) -> int:
    """Price of all lines, in cents; zero without any."""
    return sum(line_total(item) for item in order["items"])


def shipping_cents(order: Order) -> int:
    """What sending the order costs."""
    if order_total(order) >= FREE_SHIPPING_CENTS:
        return 0
    return SHIPPING_CENTS


def normalize_items(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Join lines of the same article, in the order the customer chose them."""
    joined: dict[str, dict[str, Any]] = {}
    for item in items:
        known = joined.setdefault(item["sku"], {**item, "quantity": 0})
        if known["unit_cents"] != item["unit_cents"]:
            raise InvalidOrderError(f"{item['sku']} has two prices in one order")
        known["quantity"] += item["quantity"]
    return list(joined.values())


def validate_order(order: Order) -> bool:
    """Whether the shop can take the order as it is.

    All lines are in one currency, and no line asks for more than a warehouse holds.
    """
    items = order["items"]
    currency = items[0]["currency"]
    for item in items:
        if item["currency"] != currency:
            return False
        if not 0 < item["quantity"] <= MAXIMUM_QUANTITY:
            return False
    return True


def place_order(order: Order) -> dict[str, Any]:
    """Take an order and return what the customer is told about it."""
    if not validate_order(order):
        raise InvalidOrderError(f"order {order['id']} can't be taken as it is")
    total = order_total(order) + shipping_cents(order)
    logger.info("order %s placed for %d cents", order["id"], total)
    return {"order": order["id"], "total_cents": total, "state": "placed"}


def cancel_order(order: Order) -> dict[str, Any]:
    """Cancel an order that hasn't left the house."""
    if order.get("state") == "shipped":
        raise InvalidOrderError(f"order {order['id']} has been shipped")
    return {**order, "state": "cancelled"}
