from .events import from_webhook, to_json
from .projection import Books


class Ledger:
    """`journal` takes every event before it is applied."""

    def __init__(self, journal=None):
        self.journal = journal if journal is not None else []
        self.books = Books()
        for payload in self.journal:
            self.books.on(from_webhook(payload))

    def webhook(self, payload):
        event = from_webhook(payload)
        self.journal.append(to_json(event))
        self.books.on(event)
        return {"ok": True}
