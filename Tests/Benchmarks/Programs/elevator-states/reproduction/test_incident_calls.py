"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from lift.machine import Lift
        l = Lift(6)
        l.call(4)
        call(l.call, 1)
    except Exception as error:
        if type(error).__name__ == "KeyError":
            raise
