import unittest

from billing.bill import Bill


class BillTest(unittest.TestCase):
    def test_a_day_bill(self):
        self.assertEqual(Bill("m-1").total(10), 1220)

    def test_a_night_bill(self):
        self.assertEqual(Bill("m-1", "night").total(10), 910)

    def test_backwards(self):
        with self.assertRaises(ValueError):
            Bill("m-1").total(-1)
