import fares
import pytest
from till import Ticket, Till


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_known_fares_stay():
    till = Till()
    assert till.sell("Quay", "Airport").cents == 420
    assert till.sell("Airport", "Quay").cents == 480
    assert till.sell("Lighthouse", "Airport", "child").cents == 135


@pytest.mark.parametrize("start, end", [("Castle", "Lighthouse"), ("Quay", "Lighthouse"), ("Lighthouse", "Castle")])
def test_no_ticket_at_an_invented_price(start, end):
    till = Till()
    got = attempt(till.sell, start, end)
    assert not isinstance(got, Ticket)
    assert till.sold == [] and till.total() == 0


def test_numbers_have_no_gap():
    till = Till()
    till.sell("Quay", "Mill")
    attempt(till.sell, "Castle", "Lighthouse")
    assert till.sell("Quay", "Mill").no == 2


def test_unknown_pair_has_no_number():
    assert not isinstance(attempt(fares.single, "Castle", "Lighthouse"), (int, float))
