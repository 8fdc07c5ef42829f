"""Calls `rate` as the log of the incident shows it."""

import unittest

from rates.client import RateClient
from rates.provider import Provider


class RateIncident(unittest.TestCase):
    def test_it_copes(self):
        RateClient(Provider(lambda currency: (503, "")), {"USD": 1.09}).rate("USD")
