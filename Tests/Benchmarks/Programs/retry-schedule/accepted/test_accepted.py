from scheduler.backoff import Backoff, Job


def test_last_repeats():
    assert Backoff().delay(4) == 30
    assert Backoff().delay(99) == 30
    assert Backoff().delay(1) == 1
    job = Job("x", Backoff([2]))
    for _ in range(3):
        job.failed(10)
    assert job.due == 12
