import pytest
from quota.allocate import allocate, letters
from quota.history import Landings
from quota.shares import shares


@pytest.mark.parametrize("total, weights, want", [
    (10, {"a": 1, "b": 1}, {"a": 5, "b": 5}),
    (10, {"a": 1, "b": 2}, {"a": 3, "b": 7}),
    (1, {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 0, "c": 0}),
    (7, {"a": 0, "b": 3}, {"a": 0, "b": 7}),
])
def test_shares(total, weights, want):
    assert shares(total, weights) == want


def test_three_years():
    seas = Landings().add(2021, "Havella", "cod", 900).add(2022, "Havella", "cod", 10).add(2024, "Tyra", "cod", 30)
    assert allocate(seas, ["Havella", "Tyra"], {"cod": 40}, 2025) == {"cod": {"Havella": 10, "Tyra": 30}}


def test_letters():
    assert list(letters({"cod": {"Tyra": 3}})) == ["Tyra: 3 kg cod"]
