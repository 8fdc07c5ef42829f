"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from tolls.booth import Booth
        booth = Booth({"KX-1": {"class": "car"}})
        call(booth.charge, "LM-7731")
    except Exception as error:
        if type(error).__name__ == "TypeError":
            raise
