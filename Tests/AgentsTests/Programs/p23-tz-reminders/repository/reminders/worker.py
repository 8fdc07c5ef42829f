from datetime import datetime, timezone

from reminders import due, store


def run(rows, send, clock=lambda: datetime.now(timezone.utc)):
    """Sends what is due and returns the ids, the longest overdue first."""
    now = clock()
    waiting = [r for r in store.load(rows) if due.is_due(r, now)]
    waiting.sort(key=lambda r: (-due.overdue_by(r, now).total_seconds(), r.id))
    for reminder in waiting:
        send(reminder.text)
        reminder.sent = True
    return [r.id for r in waiting]
