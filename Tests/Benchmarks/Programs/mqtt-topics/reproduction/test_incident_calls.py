"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from broker.topics import TopicTree
        from broker.bridge import Bridge
        b = Bridge(TopicTree(), "plant7")
        call(b.forward, {"topic": "boiler/temp", "payload": 61.5})
    except Exception as error:
        if type(error).__name__ == "KeyError":
            raise
