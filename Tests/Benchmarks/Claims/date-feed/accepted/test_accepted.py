from datetime import date

import pytest
from feed.batch import Batch

HEAD = "ref,arrival,nights,guests"


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_good_rows_and_rejects_as_before():
    b = Batch("p").take([HEAD, "R1,2025-07-01,2,2", "R2,2025-07-02,0,1", "R3,2024-02-29,1,1"])
    assert [x.arrival for x in b.bookings] == [date(2025, 7, 1), date(2024, 2, 29)]
    assert b.rejects == [(3, "nights is 0")]


@pytest.mark.parametrize("text", ["04/07/2025", "05/06/2025"])
def test_no_day_is_guessed(text):
    b = Batch("p")
    attempt(b.take, [HEAD, f"SB-2,{text},1,2"])
    assert b.bookings == []


def test_no_row_is_lost():
    b = Batch("p")
    got = attempt(b.take, [HEAD, "SB-1,2025-07-04,2,2", "SB-2,04/07/2025,1,2", "SB-3,2025-07-05,3,2"])
    if not isinstance(got, Exception):
        assert [x.ref for x in b.bookings] == ["SB-1", "SB-3"]
        assert [n for n, _ in b.rejects] == [3]
