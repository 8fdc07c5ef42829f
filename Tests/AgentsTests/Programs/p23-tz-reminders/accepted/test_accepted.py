from datetime import datetime, timedelta, timezone
from reminders.worker import run

NOW = lambda: datetime(2026, 3, 2, tzinfo=timezone.utc)


def row(id, at):
    return {"id": id, "text": f"r{id}", "at": at, "created": "2026-01-01T00:00:00"}


def test_old_rows_are_utc():
    sent = []
    rows = [row(1, "2026-03-01T23:59:00"), row(2, "2026-03-02T00:01:00"), row(3, "2026-03-01T23:00:00+00:00"),
            row(4, "2026-03-02T01:30:00+02:00")]
    assert run(rows, sent.append, NOW) == [3, 4, 1]
