"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from plugins import Registry
        call(Registry().run, "resize", 640, 480)
    except Exception as error:
        if type(error).__name__ == "KeyError":
            raise
