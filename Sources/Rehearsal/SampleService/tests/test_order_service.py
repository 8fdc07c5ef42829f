import pytest

from order_platform.errors import InvalidOrderError
from order_platform.order_service import (
    cancel_order,
    normalize_items,
    order_total,
    place_order,
    shipping_cents,
    validate_order,
)


def item(sku="mug-blue", quantity=1, cents=1_250, currency="EUR"):
    return {"sku": sku, "quantity": quantity, "unit_cents": cents, "currency": currency}


def order(*items):
    return {"id": "ord-7", "items": list(items)}


def test_an_order_in_one_currency_is_valid():
    assert validate_order(order(item(), item("lamp")))


def test_an_order_in_two_currencies_is_not():
    assert not validate_order(order(item(), item("lamp", currency="SEK")))


def test_more_than_a_warehouse_holds_is_not_valid():
    assert not validate_order(order(item(quantity=501)))


def test_lines_add_up():
    assert order_total(order(item(quantity=2), item("lamp", cents=4_000))) == 6_500


def test_a_line_has_at_least_one_piece():
    with pytest.raises(InvalidOrderError):
        order_total(order(item(quantity=0)))


def test_large_orders_ship_for_free():
    assert shipping_cents(order(item())) == 490
    assert shipping_cents(order(item(quantity=4))) == 0


def test_a_placed_order_has_a_total():
    assert place_order(order(item())) == {"order": "ord-7", "total_cents": 1_740, "state": "placed"}


def test_an_order_that_breaks_a_rule_is_refused():
    with pytest.raises(InvalidOrderError, match="ord-7"):
        place_order(order(item(), item("lamp", currency="SEK")))


def test_lines_of_one_article_are_joined():
    assert normalize_items([item(), item(quantity=2)]) == [item(quantity=3)]


def test_a_shipped_order_stays():
    with pytest.raises(InvalidOrderError):
        cancel_order({**order(item()), "state": "shipped"})
    assert cancel_order(order(item()))["state"] == "cancelled"
