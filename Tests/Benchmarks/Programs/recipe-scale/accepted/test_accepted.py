from kitchen.scale import scale


def test_no_unit():
    got = scale({"title": "O", "servings": 2, "items": [{"name": "egg", "quantity": "4"}]}, 1)
    assert got["items"] == [{"name": "egg", "quantity": 2.0, "unit": None}]
