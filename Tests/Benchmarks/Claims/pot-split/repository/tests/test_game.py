import pytest
from table.game import play


def test_split():
    assert play("ab", [("a", 10), ("b", 5)]) == {"a": 98, "b": 102}


def test_fold():
    assert play("ab", [("a", 10), ("b", 10), ("b", "fold")]) == {"a": 110, "b": 90}


def test_too_much():
    with pytest.raises(ValueError):
        play("ab", [("a", 101)])
