import unittest

from catalog.admin import rename_all
from catalog.tree import Node


class IncidentTest(unittest.TestCase):
    def test_an_unknown_category_is_passed_over(self):
        root = Node("all", [Node("garden")])
        self.assertEqual(rename_all(root, [("shoes", "boots"), ("garden", "yard")]), 1)
