"""Calls `plan` as the log of the incident shows it."""

import unittest

from fleet.jobs import plan_day


class PlanIncident(unittest.TestCase):
    def test_it_copes(self):
        plan_day([{"customer": "a", "x": 10, "y": 0}], {"FLEET_MAX_STOPS": "12"})
