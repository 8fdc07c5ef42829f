import unittest

from gate.limits import load


class IncidentTest(unittest.TestCase):
    def test_a_name_without_a_number_leaves_the_defaults(self):
        limits, problem = load("requests =", {"requests": 10})
        self.assertEqual(limits["requests"], 10)
