from datetime import datetime, timezone
from planner.dates import overdue

NOON = datetime(2025, 5, 5, 12, tzinfo=timezone.utc)


def test_naive_is_utc():
    assert overdue([{"patient": "x", "at": "2025-05-05T11:59:00"}, {"patient": "y", "at": "2025-05-05T12:01:00"}], NOON) == ["x"]
