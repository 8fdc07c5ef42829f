"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from ticker.feed import Feed
        call(Feed().run, ['{"symbol": "ACME", "price": 12.5}', '{"symbol": "ACME", "pri'])
    except Exception as error:
        if type(error).__name__ == "JSONDecodeError":
            raise
