from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from .readers import READERS


class ImportProblem(Exception):
    """Shown to the shop as it is."""


def to_price(text):
    try:
        price = Decimal(str(text).replace(",", "."))
    except InvalidOperation:
        raise ImportProblem(f"not a price: {text!r}") from None
    if price < 0:
        raise ImportProblem(f"negative price: {text!r}")
    return price.quantize(Decimal("0.01"))


def load(filename, raw):
    suffix = PurePath(filename).suffix.lower()
    if suffix not in READERS:
        raise ImportProblem(f"cannot read {suffix or 'files without an ending'}")
    result = {}
    for row in READERS[suffix](raw):
        sku = row["sku"].strip()
        if sku in result:
            raise ImportProblem(f"{sku} twice")
        result[sku] = to_price(row["price"])
    return result
