from badges.db import Session
from badges.models import Company, Guest
from badges.printing import all_badges


def prints(session):
    try:
        return all_badges(session)
    except Exception:
        return None


def test_usual():
    s = Session()
    s.add(Company(1, "Acme"))
    s.add(Guest(7, "Ann", 1))
    assert all_badges(s) == ["ANN\nAcme"]


def test_no_guest_is_left_without_a_badge_in_silence():
    s = Session()
    s.add(Guest(8, "Bo", 99))
    assert prints(s) != []


def test_no_none_on_a_badge():
    s = Session()
    s.add(Guest(8, "Bo", 99))
    assert "None" not in "".join(prints(s) or [])
