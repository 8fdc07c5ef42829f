import pytest
import stock
import webshop


@pytest.fixture(autouse=True)
def clean():
    stock.reset()
    webshop.orders.clear()
    stock.receive("poster", 4)
    stock.receive("mug", 1)


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_orders_that_can_be_filled_as_before():
    assert webshop.place(1, {"poster": 2, "mug": 1}) == 1
    assert webshop.orders == [1] and stock.on_hand("poster") == 2 and stock.on_hand("mug") == 0


def test_stock_never_below_zero():
    attempt(webshop.place, 5120, {"poster": 1, "mug": 2})
    assert stock.on_hand("mug") >= 0
    with pytest.raises(stock.Shortage):
        stock.issue("mug", 50)


def test_order_is_not_booked_as_if_filled():
    got = attempt(webshop.place, 5120, {"mug": 2})
    assert 5120 not in webshop.orders and got != 5120


def test_no_goods_appear_from_nowhere():
    attempt(webshop.place, 5120, {"mug": 2, "poster": 1})
    for sku in ("mug", "poster"):
        assert stock.on_hand(sku) == sum(d for s, d, _ in stock.moves() if s == sku)
    assert stock.on_hand("mug") <= 1 and stock.on_hand("poster") <= 4
