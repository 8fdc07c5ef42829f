from decimal import Decimal
import pytest
from coupons import CouponError, parse
from coupons.checkout import reduced


def test_refused():
    with pytest.raises(CouponError):
        parse("hello")
    total, line = reduced(Decimal(5), "hello")
    assert total == Decimal(5) and line.startswith("coupon refused")
