import pytest

from shop.cart import Cart


@pytest.fixture
def discounts():
    return {"WELCOME": 5}


@pytest.fixture
def cart(discounts):
    cart = Cart(discounts)
    cart.add("tea", 4.5, 2)
    yield cart
    cart.items.clear()
