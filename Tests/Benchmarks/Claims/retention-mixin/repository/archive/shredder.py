from __future__ import annotations

from datetime import date


class Shredder:
    def __init__(self, store: dict) -> None:
        self.store = store
        self.protocol: list[str] = []

    def run(self, today: date) -> int:
        """Deletes what has expired, for good. How many."""
        gone = [d for d in self.store.values() if d.expired(today)]
        for d in gone:
            del self.store[d.ident]
            self.protocol.append(f"{today} {d.ident} {d.category}")
        return len(gone)
