from auction import Auction


def test_without_bids_the_highest_is_zero():
    assert Auction("clock").highest() == 0
