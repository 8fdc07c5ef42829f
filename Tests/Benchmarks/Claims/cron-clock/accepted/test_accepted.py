from datetime import datetime as D, time

import pytest
from clockwork import Daily, Monthly, Runner

SIX = time(6)


@pytest.mark.parametrize("day, moment, run", [
    (31, D(2025, 1, 31, 7), D(2025, 2, 28, 6)),
    (30, D(2024, 1, 30, 6), D(2024, 2, 29, 6)),
    (31, D(2025, 2, 28, 6), D(2025, 3, 31, 6)),
    (31, D(2025, 3, 31, 6), D(2025, 4, 30, 6)),
    (15, D(2025, 12, 15, 6), D(2026, 1, 15, 6)),
    (31, D(2025, 12, 31, 8), D(2026, 1, 31, 6)),
    (1, D(2025, 3, 1, 5), D(2025, 3, 1, 6)),
])
def test_monthly(day, moment, run):
    assert Monthly(day, SIX).next_after(moment) == run


def test_twelve_runs_a_year():
    seen = []
    r = Runner(D(2025, 1, 1))
    r.add("s", Monthly(31, SIX), seen.append)
    r.run_until(D(2025, 12, 31, 12))
    assert [s.month for s in seen] == list(range(1, 13))
    assert seen[1].day == 28 and seen[2].day == 31
