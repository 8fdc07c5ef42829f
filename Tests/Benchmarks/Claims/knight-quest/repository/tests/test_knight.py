from knight.board import Board
from knight.moves import moves
from knight.quest import difficulty, stars, tour_length

EIGHT = Board("\n".join(["." * 8] * 8))


def test_moves():
    assert moves(EIGHT, (0, 0), (0, 0)) == 0
    assert moves(EIGHT, (0, 0), (1, 2)) == 1
    assert moves(EIGHT, (0, 0), (7, 7)) == 6


def test_holes():
    b = Board("...\n.#.\n...")
    assert moves(b, (0, 0), (1, 0)) == 3


def test_quest():
    coins = [(1, 2), (2, 4)]
    assert tour_length(EIGHT, (0, 0), coins) == 2
    assert [stars(EIGHT, (0, 0), coins, n) for n in (2, 3, 4)] == [3, 2, 1]
    assert difficulty(EIGHT, (0, 0), [(7, 7)]) == "medium"
