import unittest

from gate.limits import ConfigError, load, parse


class LimitsTest(unittest.TestCase):
    def test_parse(self):
        self.assertEqual(parse("a = 1\n\n# nothing\nb=2 # two"), {"a": 1, "b": 2})

    def test_a_line_without_a_value(self):
        with self.assertRaises(ConfigError):
            parse("a")

    def test_defaults_stay(self):
        limits, problem = load("9a = 1", {"a": 5})
        self.assertEqual(limits, {"a": 5})
        self.assertIn("9a", problem)
