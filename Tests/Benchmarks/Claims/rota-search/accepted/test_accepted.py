import pytest
from algos.searching import find
from rota import Rota, Shift


@pytest.mark.parametrize("n", range(0, 20))
def test_every_size_and_place(n):
    a = [10 * i for i in range(n)]
    for i, x in enumerate(a):
        assert find(a, x) == i
    for x in range(-5, 10 * n + 30):
        if x not in a:
            assert find(a, x) is None


def test_month_page():
    r = Rota([Shift(2, "Per", "gate"), Shift(28, "Eva", "gate")])
    assert {d: r.on(d) for d in range(1, 32) if r.on(d)} == {2: "Per", 28: "Eva"}
    assert Rota([]).on(3) is None
