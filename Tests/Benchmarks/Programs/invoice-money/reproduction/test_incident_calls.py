"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from decimal import Decimal
        from billing.invoice import Invoice, Line
        i = Invoice("2025-0113", [Line("hosting", Decimal("40"))], surcharge=0.05)
        call(i.gross)
    except Exception as error:
        if type(error).__name__ == "TypeError":
            raise
