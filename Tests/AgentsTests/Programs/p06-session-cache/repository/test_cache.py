from cache import ExpiringCache


class Clock:
    def __init__(self):
        self.now = 0

    def __call__(self):
        return self.now


def test_values_expire():
    clock = Clock()
    cache = ExpiringCache(10, clock)
    cache.set("a", 1)
    assert cache.get("a") == 1
    clock.now = 10
    assert cache.get("a", "gone") == "gone"


def test_fresh_entries_survive_a_purge():
    cache = ExpiringCache(10, Clock())
    cache.set("a", 1)
    assert cache.purge() == 0
    assert len(cache) == 1
