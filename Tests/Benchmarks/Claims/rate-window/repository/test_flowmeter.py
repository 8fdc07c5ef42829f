from flowmeter import Guard, Meter


def test_calm():
    guard = Guard(Meter(), 30)
    guard.feed("2025-01-01T10:00:00", 100)
    guard.feed("2025-01-01T10:01:00", 120)
    assert not guard.closed


def test_burst():
    guard = Guard(Meter(), 30)
    guard.feed("2025-01-01T10:00:00", 100)
    guard.feed("2025-01-01T10:01:00", 160)
    assert guard.closed
