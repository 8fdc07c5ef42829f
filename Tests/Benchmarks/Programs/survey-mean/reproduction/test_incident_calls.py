"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from survey import Survey
        s = Survey("autumn")
        s.add("speed", 3)
        call(s.overview, ["speed", "tone", "price"])
    except Exception as error:
        if type(error).__name__ == "ZeroDivisionError":
            raise
