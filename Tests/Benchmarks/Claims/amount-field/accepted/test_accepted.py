from decimal import Decimal

from forms.transfer import TransferForm


def test_comma():
    form = TransferForm({"amount": "12,50"})
    assert form.is_valid()
    assert form.amount == Decimal("12.50")


def test_point():
    form = TransferForm({"amount": " 7.25 "})
    assert form.is_valid()
    assert form.amount == Decimal("7.25")
