from .parser import Coupon, CouponError, parse

__all__ = ["Coupon", "CouponError", "parse"]
