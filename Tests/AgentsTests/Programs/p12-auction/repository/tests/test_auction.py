import pytest

from auction import Auction, Bid


@pytest.fixture
def running():
    return Auction("clock", reserve=500, bids=[Bid("Ann", 400)])


def test_a_higher_bid_wins(running):
    running.place("Bo", 600)
    assert running.winner() == "Bo"


def test_a_lower_bid_is_refused(running):
    with pytest.raises(ValueError):
        running.place("Bo", 400)


def test_below_the_reserve_nobody_wins(running):
    assert running.winner() == ""
