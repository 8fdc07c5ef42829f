import pytest

from bank.accounts import Bank, InsufficientFunds


def test_transfer():
    bank = Bank()
    bank.open("a", 10)
    bank.open("b")
    assert bank.transfer("a", "b", 4) == 6
    assert bank.accounts["b"].balance == 4


def test_too_much():
    bank = Bank()
    bank.open("a", 1)
    bank.open("b")
    with pytest.raises(InsufficientFunds):
        bank.transfer("a", "b", 2)


def test_unknown_source():
    with pytest.raises(LookupError):
        Bank().transfer("x", "y", 1)
