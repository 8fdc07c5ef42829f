import pytest

from tolls.booth import Booth
from tolls.errors import UnknownVehicle

REGISTRY = {"KX-1": {"class": "car", "discount": 10}, "KX-2": {"class": "truck"}}


def test_a_car_with_a_discount():
    assert Booth(REGISTRY).charge("KX-1") == 405


def test_a_truck():
    assert Booth(REGISTRY).charge("KX-2") == 1250


def test_no_discount_for_the_unknown():
    with pytest.raises(UnknownVehicle):
        Booth(REGISTRY).discount("??")
