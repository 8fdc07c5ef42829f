"""Calls `is_due` as the log of the incident shows it."""

import unittest

from reminders.worker import run


class IsDueIncident(unittest.TestCase):
    def test_it_copes(self):
        run([{"id": 4, "text": "t", "at": "2026-11-20T08:00:00", "created": "2025-01-01T00:00:00"}], list)
