from __future__ import annotations

from bisect import insort
from datetime import datetime

from .model import Overlap, Slot


class RoomCalendar:
    """Who is where. The door displays read this every minute."""

    def __init__(self) -> None:
        self._slots: list[Slot] = []

    def book(self, slot: Slot) -> Slot:
        if slot.end <= slot.start:
            raise ValueError("ends before it starts")
        for other in self._slots:
            if slot.meets(other):
                raise Overlap(other, slot)
        insort(self._slots, slot)
        return slot

    def cancel(self, slot: Slot) -> None:
        self._slots.remove(slot)

    def at(self, room: str, moment: datetime) -> str | None:
        for s in self._slots:
            if s.room == room and s.start <= moment < s.end:
                return s.title
        return None

    def all(self) -> list[Slot]:
        return list(self._slots)
