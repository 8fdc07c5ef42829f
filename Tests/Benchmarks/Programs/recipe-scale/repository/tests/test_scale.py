from kitchen.scale import parse_quantity, scale, shopping_list

SOUP = {"title": "Soup", "servings": 2, "items": [{"name": "leek", "quantity": "1 1/2", "unit": "kg"}]}


def test_quantity():
    assert parse_quantity("2 1/4") == 2.25


def test_scale():
    assert scale(SOUP, 4)["items"] == [{"name": "leek", "quantity": 3.0, "unit": "kg"}]


def test_shopping():
    assert shopping_list([SOUP, {"items": [{"name": "egg", "quantity": "3"}]}]) == {("leek", "kg"): 1.5, ("egg", None): 3}
