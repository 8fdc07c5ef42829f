from datetime import datetime, timezone

from planner.dates import next_visit, overdue

NOON = datetime(2025, 5, 5, 12, tzinfo=timezone.utc)


def test_overdue():
    visits = [{"patient": "b", "at": "2025-05-05T11:00:00+00:00"}, {"patient": "a", "at": "2025-05-06T11:00:00+00:00"}]
    assert overdue(visits, NOON) == ["b"]


def test_next():
    assert next_visit("2025-05-05T11:00:00+00:00", 2).day == 7
