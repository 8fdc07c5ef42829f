import unittest

from ratings import Course, summary


class IncidentTest(unittest.TestCase):
    def test_summary_of_an_unrated_course(self):
        self.assertEqual(summary([Course('Knitting')]).count('Knitting'), 1)
