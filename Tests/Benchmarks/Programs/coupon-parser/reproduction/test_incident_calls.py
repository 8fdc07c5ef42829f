"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from decimal import Decimal
        from coupons.checkout import reduced
        call(reduced, Decimal("59.90"), "SPRING SALE")
    except Exception as error:
        if type(error).__name__ == "AttributeError":
            raise
