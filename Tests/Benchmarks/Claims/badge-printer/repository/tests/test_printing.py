from badges.db import Session
from badges.models import Company, Guest
from badges.printing import all_badges


def test_badges():
    s = Session()
    s.add(Company(1, "Acme"))
    s.add(Guest(7, "Ann", 1))
    assert all_badges(s) == ["ANN\nAcme"]


def test_none():
    assert all_badges(Session()) == []
