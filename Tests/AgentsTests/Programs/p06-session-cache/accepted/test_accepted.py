from cache import ExpiringCache


def test_only_expired_entries_go():
    now = [0]
    cache = ExpiringCache(10, clock=lambda: now[0])
    cache.set("a", 1)
    cache.set("b", 2)
    now[0] = 5
    cache.set("c", 3)
    now[0] = 12
    assert cache.purge() == 2
    assert cache.get("c") == 3
    assert len(cache) == 1
