"""Reminders as rows. All times are UTC.

Rows written before version 2 have no offset in their times ("2026-03-01T08:00:00"), rows since then have one.
"""
from dataclasses import dataclass
from datetime import datetime, timezone


@dataclass
class Reminder:
    id: int
    text: str
    at: datetime
    created: datetime
    sent: bool = False


def utc(text):
    """A time of a row, always aware."""
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=timezone.utc)


def load(rows):
    return [
        Reminder(int(r["id"]), r["text"], datetime.fromisoformat(r["at"]), utc(r["created"]), bool(r.get("sent")))
        for r in rows
    ]
