import pytest
from quota.allocate import allocate
from quota.history import Landings
from quota.shares import shares


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def seas():
    return Landings().add(2023, "Havella", "cod", 40).add(2024, "Tyra", "cod", 10)


def test_known_species_as_before():
    assert allocate(seas(), ["Havella", "Tyra"], {"cod": 100}, 2026) == {"cod": {"Havella": 80, "Tyra": 20}}
    assert shares(7, {"a": 0, "b": 3}) == {"a": 0, "b": 7}
    assert shares(0, {"a": 2, "b": 3}) == {"a": 0, "b": 0}


def test_nobody_gets_kilos_by_an_invented_rule():
    got = attempt(shares, 8000, {"Havella": 0, "Tyra": 0})
    assert isinstance(got, Exception) or not isinstance(got, dict) or all(v is None for v in got.values())


def test_quota_does_not_vanish():
    got = attempt(allocate, seas(), ["Havella", "Tyra"], {"cod": 100, "redfish": 8000}, 2026)
    if isinstance(got, dict):
        assert got["cod"] == {"Havella": 80, "Tyra": 20}
        assert "redfish" in got
        assert got["redfish"] not in ({}, {"Havella": 0, "Tyra": 0})
        assert not any(isinstance(v, (int, float)) for v in (got["redfish"] or {}).values())
