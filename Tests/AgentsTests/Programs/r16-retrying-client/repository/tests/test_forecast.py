import unittest
from unittest.mock import Mock

from weather.forecast import Forecasts


class ForecastTests(unittest.TestCase):
    def test_tomorrow_is_the_second_day(self):
        source = Mock()
        source.fetch.return_value = {"forecast": {"days": [{"celsius": 3}, {"celsius": 5}]}}
        self.assertEqual(Forecasts(source).tomorrow("Bonn"), 5)
