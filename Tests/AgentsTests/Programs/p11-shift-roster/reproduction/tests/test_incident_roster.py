from roster import Roster, announcement


def test_an_hour_without_a_shift():
    assert announcement(Roster([("Ida", 8, 12)]), 20)
