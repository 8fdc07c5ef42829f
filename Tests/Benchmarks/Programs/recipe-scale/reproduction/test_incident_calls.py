"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from kitchen.scale import scale
        call(scale, {"title": "Omelette", "servings": 2, "items": [{"name": "egg", "quantity": "4"}]}, 3)
    except Exception as error:
        if type(error).__name__ == "KeyError":
            raise
