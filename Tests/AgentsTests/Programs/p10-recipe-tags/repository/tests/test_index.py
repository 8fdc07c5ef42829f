import json
import unittest

from recipes.index import RecipeIndex


class IndexTest(unittest.TestCase):
    def setUp(self):
        recipes = [{'title': 'Dal', 'tags': ['Lentils', 'quick']}, {'title': 'Bread', 'tags': ['quick']}]
        self.index = RecipeIndex().load(json.dumps(recipes))

    def test_find(self):
        self.assertEqual(self.index.find('QUICK'), ['Bread', 'Dal'])

    def test_unknown_tag(self):
        self.assertEqual(self.index.find('slow'), [])

    def test_tags(self):
        self.assertEqual(self.index.tags(), ['lentils', 'quick'])
