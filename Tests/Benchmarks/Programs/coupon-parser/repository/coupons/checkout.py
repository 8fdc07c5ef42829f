from decimal import Decimal

from .parser import CouponError, parse


def reduced(total: Decimal, code: str) -> tuple[Decimal, str]:
    """The new total and a line for the receipt."""
    try:
        coupon = parse(code)
    except CouponError as error:
        return total, f"coupon refused: {error}"
    if coupon.kind == "PCT":
        return total * (100 - coupon.amount) / 100, f"-{coupon.amount} %"
    return max(Decimal(0), total - coupon.amount), f"-{coupon.amount}"
