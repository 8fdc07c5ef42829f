import math
import unittest

import tide_report as tr


def day(every):
    return [(m, 200 + 170 * math.sin(2 * math.pi * m / 745)) for m in range(0, 1440, every)]


class TideTest(unittest.TestCase):
    def test_ten_minutes(self):
        res = tr.analyse(day(10))
        self.assertEqual(res["n"], 144)
        self.assertEqual(len(res["bins"]), 24)
        self.assertEqual(res["kind"], "spring")

    def test_hourly(self):
        self.assertEqual(len(tr.analyse(day(60))["bins"]), 24)

    def test_doubles(self):
        self.assertEqual(tr.analyse(day(60) + day(60))["n"], 24)

    def test_format(self):
        self.assertIn("tide    spring", tr.fmt(tr.analyse(day(10))))

    def test_speed(self):
        self.assertAlmostEqual(tr.analyse(day(60), depth=10)["speed"], 9.9045, places=3)

    def test_too_few(self):
        self.assertRaises(ValueError, tr.analyse, [(0, 1.0)])


if __name__ == "__main__":
    unittest.main()
