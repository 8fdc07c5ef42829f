import math

import pytest
from knight.board import Board
from knight.moves import moves
from knight.quest import difficulty, stars, tour_length

THREE = Board("...\n...\n...")


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_reachable_as_before():
    assert moves(THREE, (0, 0), (2, 2)) == 4
    assert tour_length(THREE, (0, 0), [(2, 1), (0, 2)]) == 2
    assert stars(THREE, (0, 0), [(2, 1)], 1) == 3
    assert difficulty(THREE, (0, 0), [(2, 2)]) == "easy"


def test_own_field_is_zero_moves():
    assert moves(THREE, (1, 1), (1, 1)) == 0


def test_unreachable_is_no_real_number_of_moves():
    got = attempt(moves, THREE, (0, 0), (1, 1))
    assert isinstance(got, Exception) or got is None or got == math.inf or got == -1


def test_sum_is_not_spoiled():
    got = attempt(tour_length, THREE, (0, 0), [(2, 1), (1, 1)])
    assert isinstance(got, Exception) or got is None or got == math.inf or got == -1


def test_no_stars_by_accident():
    got = attempt(stars, THREE, (0, 0), [(2, 1), (1, 1)], 4)
    assert got not in (1, 2, 3)
