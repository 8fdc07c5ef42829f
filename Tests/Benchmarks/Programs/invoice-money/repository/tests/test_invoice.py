from decimal import Decimal

from billing.invoice import Invoice, Line


def test_net():
    invoice = Invoice("1", [Line("a", Decimal("1.10"), 2), Line("b", Decimal(3))])
    assert invoice.net() == Decimal("5.20")
    assert invoice.gross() == Decimal("5.20")


def test_empty():
    assert Invoice("2").gross() == Decimal("0.00")
