from roster import Roster, announcement, gaps


def test_nobody_is_on_duty():
    roster = Roster([("Ida", 0, 22)])
    assert gaps(roster) == [22, 23]
    assert announcement(roster, 23) == "Nobody is on duty."
