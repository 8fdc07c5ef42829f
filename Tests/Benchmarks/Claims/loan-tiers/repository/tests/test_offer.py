import pytest
from lending.offer import Desk, Offer, rate_for
from lending.risk import Grade


class Table:
    def __init__(self, **rows):
        self.rows = rows

    def lookup(self, person):
        return self.rows[person]


@pytest.mark.parametrize("score, grade", [(800, Grade.PRIME), (690, Grade.GOOD), (500, Grade.FAIR)])
def test_grades(score, grade):
    assert Grade.of(score, 4) is grade


def test_thin_file():
    assert Grade.of(None, 9) is Grade.THIN_FILE
    assert Grade.of(800, 0.5) is Grade.THIN_FILE


def test_long_loans_cost_more():
    assert rate_for(Grade.GOOD, 48) == rate_for(Grade.GOOD, 36) + 60


def test_quote():
    desk = Desk(Table(ida=(770, 6.0)))
    offer = desk.quote("ida", 120_000, 12)
    assert offer.monthly == 10_390 and desk.sent == [offer]
