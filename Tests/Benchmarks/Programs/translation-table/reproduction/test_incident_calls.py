"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from i18n import Catalog
        c = Catalog({"en": {"checkout.pay": "Pay"}, "fr": {"checkout.pay": "Payer"}})
        call(c.render, "fr", "checkout.pay_later")
    except Exception as error:
        if type(error).__name__ == "KeyError":
            raise
