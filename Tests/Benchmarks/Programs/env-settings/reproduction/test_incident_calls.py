"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        import os
        os.environ.pop("DATABASE_URL", None)
        from service.main import start
        call(start)
    except Exception as error:
        if type(error).__name__ == "KeyError":
            raise
