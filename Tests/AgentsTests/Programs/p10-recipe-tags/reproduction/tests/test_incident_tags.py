import unittest

from recipes.index import RecipeIndex


class IncidentTest(unittest.TestCase):
    def test_recipes_without_tags_do_not_stop_the_import(self):
        index = RecipeIndex().load('[{"title": "Toast"}, {"title": "Dal", "tags": ["quick"]}]')
        self.assertEqual(index.find('quick'), ['Dal'])
