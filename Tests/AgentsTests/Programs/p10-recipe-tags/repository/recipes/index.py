import json


class RecipeIndex(object):
    """Finds recipes by their tags."""

    def __init__(self):
        self.by_tag = {}

    def load(self, text):
        for recipe in json.loads(text):
            self.add(recipe)
        return self

    def add(self, recipe):
        for tag in recipe.get('tags'):
            self.by_tag.setdefault(tag.lower(), []).append(recipe['title'])

    def find(self, tag):
        return sorted(self.by_tag.get(tag.lower(), []))

    def tags(self):
        return sorted(self.by_tag)
