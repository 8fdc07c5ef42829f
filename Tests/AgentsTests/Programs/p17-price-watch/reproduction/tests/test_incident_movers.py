import unittest

from watch.feed import Feed, movers


class IncidentTest(unittest.IsolatedAsyncioTestCase):
    async def test_movers(self):
        self.assertEqual(await movers(Feed({"A": [1.0, 2.0], "B": [1.0]}), ["A", "B"], 0.5), ["A"])
