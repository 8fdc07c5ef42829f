"""Which reminders have to go out now."""
from datetime import timedelta


def is_due(reminder, now, early=timedelta(0)):
    return not reminder.sent and reminder.at - early <= now


def overdue_by(reminder, now):
    return max(timedelta(0), now - reminder.at)
