import pytest
from atlas import Place, distances, nearest, plough_plan


@pytest.fixture
def valley():
    a, b, c, d = Place("Lom"), Place("Vaga", 370), Place("Otta", 290), Place("Dovre", 480)
    a.road_to(b, 33)
    b.road_to(c, 29)
    a.road_to(c, 64)
    c.road_to(d, 40)
    return a, b, c, d


def test_distances(valley):
    a, b, c, d = valley
    assert distances(a) == {a: 0, b: 33, c: 62, d: 102}


def test_nearest(valley):
    a, b, c, d = valley
    assert nearest(a, lambda p: p.altitude > 400) == (d, 102)
    assert nearest(a, lambda p: p.altitude > 4000) is None


def test_plough_plan_equal_lengths():
    a, b, c = Place("A"), Place("B"), Place("C")
    a.road_to(b, 5).road_to(c, 5)
    b.road_to(c, 5)
    assert [km for _, _, km in plough_plan(a)] == [5, 5]
