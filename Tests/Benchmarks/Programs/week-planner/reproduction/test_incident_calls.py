"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from planner.dates import overdue
        call(overdue, [{"patient": "p-118", "at": "2025-05-05T09:15:00"}])
    except Exception as error:
        if type(error).__name__ == "TypeError":
            raise
