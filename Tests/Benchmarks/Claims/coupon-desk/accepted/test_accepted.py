import json

import pytest
from shop import checkout
from shop.micro import call


@pytest.fixture(autouse=True)
def clean():
    checkout.charged.clear()


def buy(*coupons, cents=5000):
    try:
        return call("POST", "/checkout", json.dumps({"basket": [{"cents": cents}], "coupons": coupons}))
    except Exception as error:
        return 500, {"error": str(error)}


def test_clear_baskets_as_before():
    assert buy("FRIEND", "SPRING") == (200, {"total": 3800})
    assert buy("WELCOME") == (200, {"total": 4000})
    assert checkout.charged == [3800, 4000]


@pytest.mark.parametrize("cents", [3000, 5000, 9000])
@pytest.mark.parametrize("coupons", [("SPRING", "WELCOME"), ("WELCOME", "SPRING"), ("SPRING", "FRIEND", "WELCOME")])
def test_nobody_is_charged_by_an_invented_rule(coupons, cents):
    status, answer = buy(*coupons, cents=cents)
    assert status != 200 or "total" not in answer
    assert checkout.charged == []


def test_unknown_coupon_still_422():
    assert buy("XMAS", "SPRING")[0] == 422
