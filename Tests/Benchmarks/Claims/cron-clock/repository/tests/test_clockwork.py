from datetime import datetime as D, time

import pytest
from clockwork import Daily, Monthly, Runner, Weekly


@pytest.mark.parametrize("rule, moment, run", [
    (Daily(time(6)), D(2025, 3, 1, 5), D(2025, 3, 1, 6)),
    (Daily(time(6)), D(2025, 2, 28, 6), D(2025, 3, 1, 6)),
    (Weekly(0, time(6)), D(2025, 3, 1), D(2025, 3, 3, 6)),
    (Weekly(5, time(6)), D(2025, 3, 1, 7), D(2025, 3, 8, 6)),
    (Monthly(15, time(6)), D(2025, 3, 1), D(2025, 3, 15, 6)),
    (Monthly(15, time(6)), D(2025, 3, 15, 6), D(2025, 4, 15, 6)),
    (Monthly(31, time(6)), D(2025, 2, 3), D(2025, 2, 28, 6)),
])
def test_next(rule, moment, run):
    assert rule.next_after(moment) == run


def test_runner_order():
    seen = []
    r = Runner(D(2025, 3, 1))
    r.add("day", Daily(time(6)), seen.append)
    r.add("month", Monthly(2, time(5)), seen.append)
    assert r.run_until(D(2025, 3, 2, 12)) == ["day", "month", "day"]
    assert seen == sorted(seen)
