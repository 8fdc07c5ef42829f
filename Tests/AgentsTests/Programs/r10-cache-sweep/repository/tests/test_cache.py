import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "src"))

from pagecache import PageCache


class FakeClock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class PageCacheTests(unittest.TestCase):
    def test_a_page_is_kept(self):
        cache = PageCache()
        cache.put("/", "home")
        self.assertEqual(cache.get("/"), "home")

    def test_a_page_expires(self):
        clock = FakeClock()
        cache = PageCache(ttl=10, clock=clock)
        cache.put("/", "home")
        clock.now = 11
        self.assertIsNone(cache.get("/"))

    def test_sweeping_keeps_what_is_fresh(self):
        cache = PageCache()
        cache.put("/", "home")
        cache.sweep()
        self.assertEqual(len(cache), 1)
