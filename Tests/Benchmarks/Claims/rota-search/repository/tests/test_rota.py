import random

from algos.searching import find, first_at_least
from algos.sorting import quicksort
from rota import Rota, Shift


def test_quicksort():
    a = [random.randrange(50) for _ in range(200)]
    assert quicksort(a) == sorted(a)


def test_find():
    a = [2, 3, 5, 7, 11, 13]
    assert [find(a, x) for x in a] == list(range(6))
    assert find(a, 4) is None and find(a, 1) is None


def test_first_at_least():
    assert first_at_least([1, 4, 4, 9], 4) == 1
    assert first_at_least([1, 4], 10) == 2


def test_rota():
    r = Rota([Shift(9, "Ola", "gate"), Shift(2, "Per", "gate"), Shift(5, "Eva", "bar")])
    assert r.on(5) == "Eva" and r.on(3) is None
    assert r.next_after(5).person == "Ola" and r.next_after(9) is None
    assert r.free_days(5) == [1, 3, 4]
