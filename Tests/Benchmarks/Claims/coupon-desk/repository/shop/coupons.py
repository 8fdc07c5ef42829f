class CouponError(Exception):
    pass


class Coupon:
    def __init__(self, code, percent=0, cents=0, stacks=False):
        self.code, self.percent, self.cents, self.stacks = code, percent, cents, stacks

    def off(self, total):
        return total * self.percent // 100 + self.cents


COUPONS = {c.code: c for c in [
    Coupon("SPRING", percent=20),
    Coupon("WELCOME", cents=1000),
    Coupon("FRIEND", percent=5, stacks=True),
]}


def pick(codes):
    """The coupons to apply: one that doesn't stack at most, and all that do."""
    unknown = [c for c in codes if c not in COUPONS]
    if unknown:
        raise CouponError(f"unknown coupon: {unknown[0]}")
    chosen = [COUPONS[c] for c in codes]
    single = [c for c in chosen if not c.stacks]
    assert len(single) <= 1, f"{len(single)} coupons which don't stack"
    return single + [c for c in chosen if c.stacks]
