import pytest
from liftctl.controller import Controller
from liftctl.motor import Motor
from liftctl.states import E, S


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def moving():
    car = Controller(Motor())
    car.handle(E.CALL, 6)
    car.handle(E.CALL, 2)
    return car


def test_rides_as_before():
    car = moving()
    car.handle(E.ARRIVED, 6)
    car.handle(E.DOORS_SHUT)
    assert car.motor.orders == [("drive", 6), ("stop",), ("open",), ("drive", 2)]


def test_smoke_in_other_states_as_before():
    car = Controller(Motor())
    assert car.handle(E.SMOKE) is S.FIRE
    car = moving()
    car.handle(E.ARRIVED, 6)
    assert car.handle(E.SMOKE) is S.FIRE and not car.calls


def test_doors_never_open_while_moving():
    car = moving()
    attempt(car.handle, E.SMOKE)
    orders = car.motor.orders
    assert ("open",) not in orders or ("stop",) in orders[:orders.index(("open",))]


def test_alarm_is_not_ignored_silently():
    car = moving()
    before = list(car.motor.orders)
    got = attempt(car.handle, E.SMOKE)
    if not isinstance(got, Exception):
        assert got is not S.MOVING or car.motor.orders != before or not car.calls


def test_unknown_event_is_not_swallowed():
    car = moving()
    assert isinstance(attempt(car.handle, E.KEY), Exception) or car.state is S.MOVING
