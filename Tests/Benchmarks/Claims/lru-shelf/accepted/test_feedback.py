import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd() / "src"))

import random

from lrushelf import Cache


def test_never_more_than_size():
    now, rnd = [0], random.Random(4)
    c = Cache(3, ttl=4, clock=lambda: now[0])
    for _ in range(500):
        now[0] += rnd.randrange(3)
        k = rnd.choice("abcdef")
        if c.get(k) is None:
            c.put(k, k)
        assert len(c) <= 3
        assert sorted(c.keys()) == sorted(c.table)


def test_keys_without_missing_ones():
    now = [0]
    c = Cache(3, ttl=4, clock=lambda: now[0])
    c.put("a", 1)
    now[0] = 5
    c.get("a")
    assert c.keys() == []
