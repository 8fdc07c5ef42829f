from decimal import Decimal

from forms.transfer import TransferForm


def test_amount():
    form = TransferForm({"amount": "12.50", "fee": "2,5%"})
    assert form.is_valid()
    assert form.amount == Decimal("12.50")
    assert form.fee == Decimal("0.025")


def test_negative():
    form = TransferForm({"amount": "-1"})
    assert not form.is_valid()
    assert form.problems == {"amount": "must be above zero"}
