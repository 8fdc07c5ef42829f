"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from directory.people import Person, find
        call(find, [Person("Ann", "ops", "55501"), Person("Dee", "sales")], "+44 20 7946 0018")
    except Exception as error:
        if type(error).__name__ == "TypeError":
            raise
