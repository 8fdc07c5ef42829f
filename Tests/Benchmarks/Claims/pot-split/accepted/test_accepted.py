from table.game import play
from table.pot import Player, Pot


def test_usual():
    assert play("ab", [("a", 10), ("b", 10)]) == {"a": 100, "b": 100}


def test_chips_are_not_lost_without_a_word():
    a, b = Player("a", 100), Player("b", 100)
    pot = Pot([a, b])
    pot.bet(a, 10)
    pot.bet(b, 10)
    a.folded = b.folded = True
    try:
        pot.split()
    except Exception:
        pass
    assert a.chips + b.chips + pot.total == 200


def test_nobody_is_paid_by_an_invented_rule():
    try:
        chips = play("ab", [("a", 10), ("b", 10), ("a", "fold"), ("b", "fold")])
    except Exception:
        return
    assert chips == {"a": 90, "b": 90}
