from recipes.index import RecipeIndex


def test_missing_and_null_tags_are_no_tags():
    index = RecipeIndex().load('[{"title": "Toast"}, {"title": "Jam", "tags": null}, {"title": "Dal", "tags": ["a"]}]')
    assert index.tags() == ["a"]
