import pytest
import stock
import webshop


@pytest.fixture(autouse=True)
def clean():
    stock.reset()
    webshop.orders.clear()


def test_moves():
    stock.receive("mug", 10)
    stock.issue("mug", 3)
    stock.counted("mug", 6)
    assert stock.on_hand("mug") == 6
    assert [d for _, d, _ in stock.moves()] == [10, -3, -1]


def test_till_cannot_sell_what_is_not_there():
    with pytest.raises(stock.Shortage):
        stock.issue("mug", 1)


def test_web_order():
    stock.receive("mug", 2)
    stock.receive("card", 5)
    assert webshop.place(7, {"mug": 1, "card": 5}) == 7
    assert webshop.orders == [7] and stock.on_hand("card") == 0


def test_listener():
    import reorder
    stock.subscribe(reorder.watch)
    stock.receive("mug", 2)
    assert reorder.wanted == {"mug": 4}
