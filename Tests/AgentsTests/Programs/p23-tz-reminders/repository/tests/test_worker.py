from datetime import datetime, timezone
from reminders.worker import run

NOW = lambda: datetime(2026, 3, 2, tzinfo=timezone.utc)


def row(id, at, **more):
    return {"id": id, "text": f"r{id}", "at": at, "created": "2026-01-01T00:00:00", **more}


def test_due_ones_are_sent():
    sent = []
    rows = [row(1, "2026-03-01T08:00:00+00:00"), row(2, "2026-03-03T08:00:00+00:00")]
    assert run(rows, sent.append, NOW) == [1]
    assert sent == ["r1"]


def test_sent_ones_are_not():
    assert run([row(1, "2026-03-01T08:00:00+00:00", sent=1)], print, NOW) == []
