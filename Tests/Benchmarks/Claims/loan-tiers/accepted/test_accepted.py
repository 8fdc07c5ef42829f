import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd() / "src"))

import pytest
from lending.offer import Desk, Offer, rate_for
from lending.risk import Grade


class Table:
    def lookup(self, person):
        return {"thin": (None, 0.2), "young": (790, 0.4), "ida": (770, 6.0), "bo": (600, 3.0)}[person]


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_rates_of_the_graded_stay():
    assert [rate_for(g, 12) for g in (Grade.PRIME, Grade.GOOD, Grade.FAIR)] == [390, 540, 810]
    assert rate_for(Grade.FAIR, 48) == 870


@pytest.mark.parametrize("who", ["thin", "young"])
def test_no_offer_at_an_invented_rate(who):
    desk = Desk(Table())
    got = attempt(desk.quote, who, 80_000, 24)
    assert not isinstance(got, Offer)
    assert desk.sent == []


def test_others_are_still_quoted():
    desk = Desk(Table())
    attempt(desk.quote, "thin", 80_000, 24)
    assert desk.quote("bo", 1200, 12).bps == 810
    assert [o.person for o in desk.sent] == ["bo"]


def test_still_a_thin_file():
    assert Grade.of(None, 5) is Grade.THIN_FILE
