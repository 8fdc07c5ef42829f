import unittest

from ledger.sync import sync


class FakeBank:
    def __init__(self, *bookings):
        self._bookings = bookings

    def bookings(self, account):
        return list(self._bookings)


class SyncTest(unittest.TestCase):
    def test_new_bookings_are_taken(self):
        ledger = {}
        bank = FakeBank({"reference": " r1 ", "cents": 5}, {"reference": "r2", "cents": 7})
        self.assertEqual(sync(bank, ledger, "DE1"), 2)
        self.assertEqual(ledger, {"r1": 5, "r2": 7})

    def test_known_bookings_are_left(self):
        self.assertEqual(sync(FakeBank({"reference": "r1", "cents": 5}), {"r1": 5}, "DE1"), 0)
