"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from league.table import Table
        call(Table(["A", "B"]).gap, "Z-United")
    except Exception as error:
        if type(error).__name__ == "TypeError":
            raise
