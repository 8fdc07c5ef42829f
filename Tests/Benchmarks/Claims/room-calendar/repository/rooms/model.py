from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(order=True, frozen=True, slots=True)
class Slot:
    start: datetime
    end: datetime
    room: str = field(compare=False)
    title: str = field(compare=False)
    origin: str = field(compare=False, default="desk")

    def meets(self, other: Slot) -> bool:
        return self.room == other.room and self.start < other.end and other.start < self.end


class Overlap(Exception):
    def __init__(self, a: Slot, b: Slot) -> None:
        super().__init__(f"{a.room}: {a.title!r} ({a.origin}) and {b.title!r} ({b.origin})")
        self.slots = a, b
