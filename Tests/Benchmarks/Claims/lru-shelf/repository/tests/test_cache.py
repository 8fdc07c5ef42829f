from lrushelf import Cache


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_least_recent_goes():
    c = Cache(2)
    c.put("a", 1)
    c.put("b", 2)
    assert c.get("a") == 1
    c.put("c", 3)
    assert c.keys() == ["c", "a"] and c.get("b") is None


def test_overwrite():
    c = Cache(2)
    c.put("a", 1)
    c.put("a", 2)
    assert len(c) == 1 and c.get("a") == 2


def test_expiry():
    clock = Clock()
    c = Cache(2, ttl=10, clock=clock)
    c.put("a", 1)
    clock.now = 10
    assert c.get("a") is None and c.misses == 1
