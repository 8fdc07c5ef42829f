from decimal import Decimal

import pytest

from coupons import Coupon, CouponError, parse
from coupons.checkout import reduced


def test_parse():
    assert parse("pct-20-BOOKS") == Coupon("PCT", 20, "BOOKS")


def test_too_much():
    with pytest.raises(CouponError):
        parse("PCT-95")


def test_checkout():
    assert reduced(Decimal(50), "OFF-10") == (Decimal(40), "-10")
    assert reduced(Decimal(50), "PCT-99")[0] == Decimal(50)
