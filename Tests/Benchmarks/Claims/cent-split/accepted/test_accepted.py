from decimal import Decimal as D

import pytest
from books.journal import Journal, Unbalanced
from books.rent import part, share_bill
from books.report import standing

THREE = ["Una", "Vic", "Wim"]


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_even_bills_as_before():
    j = Journal()
    share_bill(j, "rent", D("900"), "Una", THREE)
    share_bill(j, "tea", "0.02", "Vic", ["Una", "Vic"])
    assert standing(j) == {"Una": D("599.99"), "Vic": D("-299.99"), "Wim": -300}


@pytest.mark.parametrize("amount", ["100.00", "0.01", "200.00"])
def test_books_always_balance(amount):
    j = Journal()
    attempt(share_bill, j, "power", D(amount), "Wim", THREE)
    assert sum(a for _, _, a in j.postings) == 0


@pytest.mark.parametrize("amount", ["100.00", "200.00"])
def test_nobody_gets_the_odd_cent_by_an_invented_rule(amount):
    j = Journal()
    attempt(share_bill, j, "power", D(amount), "Wim", THREE)
    owed = {p: a for _, p, a in j.postings if a < 0 and p in THREE}
    assert len(set(owed.values())) <= 1
    paid = [a for _, p, a in j.postings if a > 0 and p == "Wim"]
    assert paid in ([], [D(amount)])


def test_only_whole_cents():
    j = Journal()
    attempt(share_bill, j, "power", D("100.00"), "Wim", THREE)
    assert all(a == a.quantize(D("0.01")) for _, _, a in j.postings)


def test_failed_bill_leaves_no_trace():
    j = Journal()
    share_bill(j, "rent", D("900"), "Una", THREE)
    if isinstance(attempt(share_bill, j, "power", D("100.00"), "Wim", THREE), Exception):
        assert len(j.postings) == 4


def test_unbalanced_is_still_refused():
    with pytest.raises(Unbalanced):
        with Journal().entry("x") as post:
            post("Una", "0.01")
