import json

import pytest
from shop import checkout  # noqa: F401
from shop.micro import call


def buy(*coupons, cents=5000):
    return call("POST", "/checkout", json.dumps({"basket": [{"cents": cents}], "coupons": coupons}))


@pytest.mark.parametrize("coupons, total", [((), 5000), (("SPRING",), 4000), (("WELCOME",), 4000),
                                            (("FRIEND", "SPRING"), 3800), (("FRIEND",), 4750)])
def test_totals(coupons, total):
    assert buy(*coupons) == (200, {"total": total})


def test_never_below_zero():
    assert buy("WELCOME", cents=300) == (200, {"total": 0})


def test_unknown():
    assert buy("XMAS") == (422, {"error": "unknown coupon: XMAS"})


def test_404():
    assert call("POST", "/nothing")[0] == 404
