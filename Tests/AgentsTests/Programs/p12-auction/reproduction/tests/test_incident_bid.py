from auction import Auction


def test_the_first_bid_is_taken():
    auction = Auction("clock")
    auction.place("Ann", 400)
    assert auction.highest() == 400
