import re
from dataclasses import dataclass

PATTERN = re.compile(r"^(?P<kind>PCT|OFF)-(?P<amount>\d+)(?:-(?P<scope>[A-Z]+))?$")


class CouponError(ValueError):
    """The code on the coupon is not one of ours."""


@dataclass(frozen=True)
class Coupon:
    kind: str
    amount: int
    scope: str | None = None


def parse(code: str) -> Coupon:
    match = PATTERN.match(code.strip().upper())
    amount = int(match.group("amount"))
    if match.group("kind") == "PCT" and amount > 90:
        raise CouponError(f"{code}: more than 90 percent")
    return Coupon(match.group("kind"), amount, match.group("scope"))
