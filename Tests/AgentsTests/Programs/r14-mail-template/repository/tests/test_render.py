import unittest

from mailer.render import render


class RenderTests(unittest.TestCase):
    def test_english_is_the_default(self):
        self.assertEqual(render("welcome", {"name": "Ada"}), "Hello Ada!\n")

    def test_german(self):
        self.assertEqual(render("welcome", {"name": "Ada", "language": "de"}), "Hallo Ada!\n")
