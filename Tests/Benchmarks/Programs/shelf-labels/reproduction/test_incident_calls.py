"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from shelf.label import Product, sheet
        call(sheet, [Product("Rice", 250, 500), Product("Gift card", 2500)])
    except Exception as error:
        if type(error).__name__ == "TypeError":
            raise
