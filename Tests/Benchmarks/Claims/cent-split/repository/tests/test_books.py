from decimal import Decimal as D

import pytest
from books.journal import Journal, Unbalanced
from books.rent import settle, share_bill
from books.report import standing, text


@pytest.fixture
def journal():
    return Journal()


def test_share(journal):
    share_bill(journal, "rent", D("900"), "Una", ["Una", "Vic", "Wim"])
    assert standing(journal) == {"Una": 600, "Vic": -300, "Wim": -300}


def test_settle(journal):
    share_bill(journal, "net", D("30.50"), "Vic", ["Una", "Vic"])
    settle(journal, "Una", "Vic", "15.25")
    assert set(standing(journal).values()) == {D(0)}


def test_unbalanced_is_not_written(journal):
    with pytest.raises(Unbalanced):
        with journal.entry("x") as post:
            post("Una", 5)
    assert journal.postings == []


def test_text(journal):
    share_bill(journal, "tea", "4.00", "Una", ["Una", "Vic"])
    assert text(journal).splitlines()[0].split() == ["Una", "2.00"]
