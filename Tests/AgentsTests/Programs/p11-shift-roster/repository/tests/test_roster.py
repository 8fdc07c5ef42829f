from roster import Roster, announcement, gaps


def test_on_duty():
    assert Roster([("Ida", 0, 12), ("Ole", 12, 24)]).on_duty(12) == "Ole"


def test_a_full_day_has_no_gaps():
    assert gaps(Roster([("Ida", 0, 24)])) == []


def test_announcement():
    assert announcement(Roster([("Ida", 0, 24)]), 3) == "Ida is on duty."
