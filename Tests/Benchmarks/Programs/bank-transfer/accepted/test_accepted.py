import pytest
from bank.accounts import Bank


def test_nothing_moves():
    bank = Bank()
    bank.open("a", 10)
    with pytest.raises(LookupError) as caught:
        bank.transfer("a", "zz", 4)
    assert not isinstance(caught.value, KeyError) or "zz" in str(caught.value)
    assert bank.accounts["a"].balance == 10
