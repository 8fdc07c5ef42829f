from decimal import Decimal as D

from fares.machine import Machine


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_no_invented_price():
    machine = Machine()
    attempt(machine.buy, 2, "student", D("5"))
    assert machine.sold == []


def test_known_riders():
    assert Machine().buy(2, "senior", D(5)) == ("ticket", D("2.83"))


def test_money_back():
    result = attempt(Machine().buy, 2, "student", D("5"))
    assert isinstance(result, Exception) or result[1] == D("5")
