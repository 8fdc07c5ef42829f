from meters.usage import Reading, daily_usage, peak


def test_no_readings_no_usage():
    assert daily_usage([]) == []


def test_no_readings_no_peak():
    assert peak([]) == 0.0


def test_a_reading_has_a_day():
    assert Reading(3, 1.5).day == 3
