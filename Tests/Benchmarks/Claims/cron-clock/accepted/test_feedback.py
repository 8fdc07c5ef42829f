from datetime import datetime as D, time

from clockwork import Monthly


def test_no_month_is_skipped_nor_run_twice():
    rule, at, seen = Monthly(31, time(6)), D(2024, 12, 31, 7), []
    for _ in range(15):
        at = rule.next_after(at)
        seen.append((at.year, at.month))
    assert seen == [(2025, m) for m in range(1, 13)] + [(2026, 1), (2026, 2), (2026, 3)]


def test_last_day_again_after_short_month():
    assert Monthly(31, time(6)).next_after(D(2025, 2, 28, 6)).day == 31
