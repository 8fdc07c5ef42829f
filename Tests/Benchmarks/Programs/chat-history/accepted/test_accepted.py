from chatlog.room import Room


def test_silent():
    assert Room("x").last_author() is None
    assert Room("x").may_speak("a")
