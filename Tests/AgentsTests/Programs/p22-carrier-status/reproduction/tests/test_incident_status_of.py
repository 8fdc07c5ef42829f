"""Calls `status_of` as the log of the incident shows it."""

import unittest

from tracking.parcels import Parcels


class StatusOfIncident(unittest.TestCase):
    def test_it_copes(self):
        Parcels().update({"carrier": "GLS", "number": "1", "status": "Delivered"})
