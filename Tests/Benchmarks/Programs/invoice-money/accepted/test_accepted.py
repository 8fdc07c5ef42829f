from decimal import Decimal
from billing.invoice import Invoice, Line


def test_surcharge():
    assert Invoice("1", [Line("a", Decimal(100))], surcharge=0.05).gross() == Decimal("105.00")
