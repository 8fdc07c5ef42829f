"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from chatlog.room import Room
        call(Room("late-shift").may_speak, "mira")
    except Exception as error:
        if type(error).__name__ == "IndexError":
            raise
