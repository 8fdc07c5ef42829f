import pytest
from liftctl.controller import Controller
from liftctl.motor import Motor
from liftctl.states import E, S


@pytest.fixture
def car():
    return Controller(Motor())


def test_ride(car):
    car.handle(E.CALL, 3)
    car.handle(E.CALL, 5)
    assert car.handle(E.ARRIVED, 3) is S.DOORS
    assert car.handle(E.DOORS_SHUT) is S.MOVING
    assert car.motor.orders == [("drive", 3), ("stop",), ("open",), ("drive", 5)]


def test_same_floor(car):
    assert car.handle(E.CALL, 0) is S.DOORS


def test_smoke(car):
    car.handle(E.SMOKE)
    car.handle(E.CALL, 4)
    car.handle(E.DOORS_SHUT)
    assert car.state is S.FIRE and car.motor.orders == [("open",), ("open",)]
    assert car.handle(E.KEY) is S.IDLE
