import pytest
from wallet.session import Bank

@pytest.fixture
def bank():
    bank = Bank()
    bank.accounts["ada"] = 100
    return bank

def test_pay(bank):
    assert bank.pay("ada", 30) == 70

def test_too_much(bank):
    with pytest.raises(ValueError):
        bank.pay("ada", 300)
