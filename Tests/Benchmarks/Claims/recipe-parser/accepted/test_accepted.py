from fractions import Fraction as F

import pytest
from kitchen.ingredients import amount_of, parse_line
from kitchen.shopping import shopping_list


@pytest.mark.parametrize("text, amount", [("2-3", 3), ("1.5-2.5", F(5, 2)), ("4", 4), ("2 3/4", F(11, 4)), ("3/4", F(3, 4))])
def test_amounts(text, amount):
    assert amount_of(text) == amount


def test_range_line():
    assert parse_line("2-3 onions, chopped") == (3, None, "onions", "chopped")
    assert parse_line("100-150 g rice") == (150, "g", "rice", None)


def test_incident_list():
    got = shopping_list(["500 g lentils\n2-3 onions\n1 1/2 l stock\nsalt, to taste"])
    assert got == {("lentils", "g"): 500, ("onions", None): 3, ("stock", "ml"): 1500, ("salt", None): None}
