import datetime
import unittest

from rota.shifts import Rota

MONDAY = datetime.datetime(2025, 1, 6, 8)
TUESDAY = MONDAY + datetime.timedelta(days=1)


class RotaTest(unittest.TestCase):
    def setUp(self):
        self.rota = Rota()
        self.rota.assign("kim", TUESDAY)
        self.rota.assign("kim", MONDAY)

    def test_the_earliest_comes_first(self):
        self.assertEqual(self.rota.next_shift("kim", MONDAY).start, MONDAY)

    def test_hours_add_up(self):
        self.assertEqual(self.rota.hours("kim"), 16)
