import asyncio
import unittest

from watch.feed import Feed, movers


class FeedTest(unittest.IsolatedAsyncioTestCase):
    async def test_latest(self):
        self.assertEqual(await Feed({"A": [1.0]}).latest("A"), [1.0])

    async def test_no_symbols_no_movers(self):
        self.assertEqual(await movers(Feed({}), [], 0.1), [])
