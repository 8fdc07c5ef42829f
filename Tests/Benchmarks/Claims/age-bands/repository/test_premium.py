import pytest
from premium import band, family, main, offers, premium, weekly


@pytest.mark.parametrize("age, cents", [(0, 690), (17, 690), (18, 990), (30, 990), (31, 1240), (75, 3150), (85, 5600)])
def test_bands(age, cents):
    assert weekly(age) == cents


def test_long_journey():
    assert premium(40, 8) == 1240 * 8 * 9 // 10


def test_ski():
    assert premium(20, 1, ski=True) == 1440


def test_family():
    assert family([40, 38, 9, 12], 1) == 1240 * 2 + 690
    assert family([16], 1) == 690


def test_bad_age():
    with pytest.raises(ValueError):
        band(-1)


def test_offers():
    assert offers([("Ann", 20), ("Bo", 70)], 2) == {"Ann": 1980, "Bo": 6300}


def test_cli(capsys):
    assert main(["20", "2"]) == 0
    assert capsys.readouterr().out == "19.80\n"
