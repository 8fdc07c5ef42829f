from cache import ExpiringCache


def test_a_purge_forgets_what_has_expired():
    times = iter([0, 0, 100])
    cache = ExpiringCache(10, clock=lambda: next(times))
    cache.set("a", 1)
    cache.set("b", 2)
    assert cache.purge() == 2
