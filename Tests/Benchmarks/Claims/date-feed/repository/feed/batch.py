from __future__ import annotations

from .rows import Booking, Reject, read, to_booking


class Batch:
    def __init__(self, partner: str) -> None:
        self.partner = partner
        self.bookings: list[Booking] = []
        self.rejects: list[tuple[int, str]] = []

    def take(self, lines) -> Batch:
        for number, row in read(lines):
            try:
                self.bookings.append(to_booking(row))
            except Reject as e:
                self.rejects.append((number, str(e)))
        return self

    def arrivals(self, day):
        return [b for b in self.bookings if b.arrival == day]
