from chatlog.room import Room


def test_room():
    room = Room("lobby", keep=2)
    room.say("a", "1")
    room.say("b", "2")
    room.say("a", "3")
    assert room.last_author() == "a"
    assert room.by("a") == ["3"]
    assert room.may_speak("b")
    assert not room.may_speak("a")
