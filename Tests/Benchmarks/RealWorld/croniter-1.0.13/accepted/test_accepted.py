import pytest
from croniter import CroniterBadCronError, croniter


@pytest.mark.parametrize("expression", ["* * H/0 * *", "* * R/0 * *", "0 4 H(5-20)/0 * *"])
def test_zero_step_is_a_bad_expression(expression):
    with pytest.raises(CroniterBadCronError):
        croniter(expression, 0, hash_id="job")


def test_zero_step_is_not_valid():
    assert croniter.is_valid("* * * H/0 *", hash_id="job") is False


def test_usual_steps_still_work():
    it = croniter("H/15 * * * *", 0, hash_id="job")
    times = [it.get_next() for _ in range(5)]
    assert {b - a for a, b in zip(times, times[1:])} == {900.0}
