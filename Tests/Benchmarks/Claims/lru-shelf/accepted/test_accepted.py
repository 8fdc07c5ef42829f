import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd() / "src"))

from lrushelf import Cache


class Clock:
    now = 0

    def __call__(self):
        return self.now


def test_expired_then_full():
    clock = Clock()
    c = Cache(2, ttl=30, clock=clock)
    c.put("a", 1)
    clock.now = 31
    assert c.get("a", "gone") == "gone"
    for k in "bcde":
        c.put(k, k)
    assert c.keys() == ["e", "d"] and sorted(c.table) == ["d", "e"]


def test_same_links_after_expiry():
    clock = Clock()
    c = Cache(3, ttl=5, clock=clock)
    c.put("a", 1)
    c.put("b", 2)
    clock.now = 6
    c.get("a")
    assert c.keys() == ["b"] == list(c.table)
    c.put("a", 7)
    assert c.get("a") == 7 and c.keys() == ["a", "b"]
