from decimal import Decimal as D

from fares.machine import Machine


def test_buy():
    machine = Machine()
    assert machine.buy(1, "child", D("2.00")) == ("ticket", D("0.90"))
    assert machine.sold == [(1, "child", D("1.10"))]


def test_far():
    assert Machine().buy(9, "adult", D(5)) == ("sorry: no fare for 9 zones", D(5))
