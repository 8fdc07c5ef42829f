import fares
from till import Till


def test_directions_differ():
    assert fares.single("Quay", "Castle") == 260
    assert fares.single("Castle", "Quay") == 290


def test_child_and_group():
    till = Till()
    assert till.sell("Quay", "Mill", "child").cents == 170
    assert till.sell("Quay", "Mill", "group", 10).cents == 3060
    assert till.total() == 3230


def test_numbers():
    till = Till()
    assert [t.no for t in till.sell_all([("Quay", "Mill"), ("Mill", "Quay")])] == [1, 2]


def test_lighthouse_to_town():
    assert fares.single("Lighthouse", "Quay") == 560
