from datetime import date

from feed.batch import Batch

HEAD = "ref,arrival,nights,guests"


def test_good_rows():
    b = Batch("fjord").take([HEAD, "R1,2025-07-01,2,2", "R2,2025-07-02,1,1"])
    assert [x.ref for x in b.bookings] == ["R1", "R2"] and not b.rejects
    assert b.arrivals(date(2025, 7, 2))[0].ref == "R2"


def test_rejects_by_line():
    b = Batch("fjord").take([HEAD, "R1,2025-07-01,x,2", ",2025-07-01,1,1", "R3,2025-07-01,1,0", "R4,2025-07-01,1,1"])
    assert b.rejects == [(2, "nights is missing or no number"), (3, "no ref"), (4, "guests is 0")]
    assert [x.ref for x in b.bookings] == ["R4"]
