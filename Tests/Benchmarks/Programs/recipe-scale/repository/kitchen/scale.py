def parse_quantity(text):
    """'2 1/2' or '3' or '1/4' as a float."""
    total = 0.0
    for part in text.split():
        if "/" in part:
            top, bottom = part.split("/")
            total += int(top) / int(bottom)
        else:
            total += float(part)
    return total


def scale(recipe, servings):
    """The recipe for another number of servings."""
    factor = servings / recipe["servings"]
    return {
        "title": recipe["title"],
        "servings": servings,
        "items": [
            {"name": item["name"], "quantity": parse_quantity(item["quantity"]) * factor, "unit": item["unit"]}
            for item in recipe["items"]
        ],
    }


def shopping_list(recipes):
    wanted = {}
    for recipe in recipes:
        for item in recipe["items"]:
            key = (item["name"], item.get("unit"))
            wanted[key] = wanted.get(key, 0) + parse_quantity(item["quantity"])
    return wanted
