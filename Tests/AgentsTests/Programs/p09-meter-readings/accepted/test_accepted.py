from meters.usage import Reading, daily_usage


def test_usage_lies_between_readings():
    assert daily_usage([Reading(1, 10), Reading(2, 13), Reading(4, 17)]) == [3, 2]
    assert daily_usage([Reading(1, 10)]) == []
