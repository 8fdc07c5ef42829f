from decimal import Decimal

from .errors import FareError

BASE = {1: Decimal("2.20"), 2: Decimal("3.10"), 3: Decimal("4.50")}
SHARES = {"adult": Decimal(1), "child": Decimal("0.5"), "senior": Decimal("0.7")}


def fare(zones, rider):
    if zones not in BASE:
        raise FareError(f"no fare for {zones} zones")
    return (BASE[zones] * SHARES[rider]).quantize(Decimal("0.01"))
