import unittest

from catalog.admin import rename_all
from catalog.tree import Node, depth, path_to, rename


class TreeTest(unittest.TestCase):
    def setUp(self):
        self.root = Node("all", [Node("garden", [Node("pots")]), Node("kitchen")])

    def test_path(self):
        self.assertEqual(path_to(self.root, "pots"), ["all", "garden", "pots"])

    def test_depth(self):
        self.assertEqual(depth(self.root, "pots"), 2)
        self.assertEqual(depth(self.root, "shoes"), -1)

    def test_rename(self):
        rename(self.root, "pots", "planters")
        self.assertEqual(depth(self.root, "planters"), 2)

    def test_rename_all(self):
        self.assertEqual(rename_all(self.root, [("pots", "planters"), ("kitchen", "cooking")]), 2)
