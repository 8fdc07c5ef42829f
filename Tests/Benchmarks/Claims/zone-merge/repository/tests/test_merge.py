import datetime as dt
import unittest

from timeline.merge import by_device, merged, outages

N = [{"ts": 1718000000000, "dev": "n1", "msg": "up"}, {"ts": 1718000200000, "dev": "n1", "msg": "down"}]
K = [{"when": "2024-06-10T08:14:00+02:00", "unit": "k7", "event": "door"}]


class MergeTest(unittest.TestCase):
    def test_order(self):
        self.assertEqual([e[2] for e in merged({"nordlys": N, "kestrel": K})], ["up", "door", "down"])

    def test_outage(self):
        self.assertEqual(len(outages({"nordlys": N}, limit=100)), 1)
        self.assertEqual(outages({"nordlys": N}, limit=200), [])

    def test_device(self):
        self.assertEqual(by_device({"nordlys": N, "kestrel": K}), {"k7": ["door"], "n1": ["up", "down"]})

    def test_one_vendor(self):
        self.assertEqual(merged({"kestrel": K})[0][0].utcoffset(), dt.timedelta(hours=2))


if __name__ == "__main__":
    unittest.main()
