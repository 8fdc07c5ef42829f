from .coupons import CouponError, pick
from .micro import on_error, post

on_error(CouponError, 422)
charged = []


@post("/checkout")
def checkout(basket, coupons=()):
    total = sum(line["cents"] * line.get("n", 1) for line in basket)
    for coupon in pick(coupons):
        total -= min(coupon.off(total), total)
    charged.append(total)
    return {"total": total}
