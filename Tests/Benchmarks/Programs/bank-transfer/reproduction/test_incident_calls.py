"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from bank.accounts import Bank
        b = Bank()
        b.open("DE01", 100)
        call(b.transfer, "DE01", "DE99", 25)
    except Exception as error:
        if type(error).__name__ == "KeyError":
            raise
