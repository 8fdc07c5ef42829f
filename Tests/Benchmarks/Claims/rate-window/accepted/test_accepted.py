import pytest
from flowmeter import Guard, Meter


def test_ordinary():
    guard = Guard(Meter(), 30)
    guard.feed("2025-01-01T10:00:00", 100)
    guard.feed("2025-01-01T10:02:00", 140)
    assert guard.meter.flow() == 20


def test_burst_within_a_second_is_not_told_to_be_calm():
    guard = Guard(Meter(), 30)
    guard.feed("2025-05-05T06:00:00", 10)
    try:
        guard.feed("2025-05-05T06:00:00", 900)
    except Exception:
        return
    assert guard.closed
