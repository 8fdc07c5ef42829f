from fractions import Fraction as F

import pytest
from kitchen.ingredients import amount_of, parse_line
from kitchen.shopping import shopping_list


@pytest.mark.parametrize("text, amount", [("2", 2), ("1.5", F(3, 2)), ("1/2", F(1, 2)), ("1 1/2", F(3, 2))])
def test_amounts(text, amount):
    assert amount_of(text) == amount


def test_line():
    assert parse_line("200 g flour, sifted") == (200, "g", "flour", "sifted")
    assert parse_line("salt, to taste") == (None, None, "salt", "to taste")
    assert parse_line("3 gherkins") == (3, None, "gherkins", None)


def test_shopping():
    got = shopping_list(["1 cup milk\n2 eggs", "60 ml milk\nsalt"], factor=2)
    assert got == {("milk", "ml"): 600, ("eggs", None): 4, ("salt", None): None}
