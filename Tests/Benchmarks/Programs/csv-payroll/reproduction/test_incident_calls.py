"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from payroll.reader import total
        call(total, "ito,40,21\nbrandt,12,19.5\nokafor,37.5\n")
    except Exception as error:
        if type(error).__name__ == "ValueError":
            raise
