"""Calls `read` as the log of the incident shows it."""

import unittest

from booking.house import House


class ReadIncident(unittest.TestCase):
    def test_it_copes(self):
        House({"Hamlet": 3}).submit({"show": "Hamlet", "seats": ""})
