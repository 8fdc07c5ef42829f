import unittest

from survey import Survey


class SurveyTest(unittest.TestCase):
    def setUp(self):
        self.survey = Survey("spring")
        self.survey.add("q1", 4)
        self.survey.add("q1", 5)

    def test_mean(self):
        self.assertEqual(self.survey.mean_score("q1"), 4.5)

    def test_rate(self):
        self.assertEqual(self.survey.response_rate(4), 0.5)
        self.assertEqual(self.survey.response_rate(0), 0.0)

    def test_range(self):
        with self.assertRaises(ValueError):
            self.survey.add("q1", 9)
