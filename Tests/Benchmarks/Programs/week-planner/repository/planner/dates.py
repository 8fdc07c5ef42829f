"""When the next visit of a nurse is due."""
from datetime import datetime, timedelta, timezone


def utcnow():
    return datetime.now(timezone.utc)


def parse(text):
    """An instant of the visits file; those without a zone are UTC."""
    return datetime.fromisoformat(text)


def overdue(visits, now=None):
    """Patients whose visit lies in the past."""
    now = now or utcnow()
    return sorted(v["patient"] for v in visits if parse(v["at"]) < now)


def next_visit(at, days):
    return parse(at) + timedelta(days=days)
