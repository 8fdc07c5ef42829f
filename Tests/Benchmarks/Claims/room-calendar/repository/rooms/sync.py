"""Two sources feed the calendar: the front desk and the calendar of the university."""
from __future__ import annotations

from datetime import datetime

from .calendar import RoomCalendar
from .model import Slot


def to_slot(item: dict) -> Slot:
    return Slot(datetime.fromisoformat(item["from"]), datetime.fromisoformat(item["to"]), item["room"], item["title"], "uni")


def sync(calendar: RoomCalendar, items: list[dict]) -> int:
    """Bring the university's bookings in; how many are new."""
    known = {(s.room, s.start, s.title) for s in calendar.all()}
    new = [s for s in map(to_slot, items) if (s.room, s.start, s.title) not in known]
    for slot in new:
        calendar.book(slot)
    return len(new)
