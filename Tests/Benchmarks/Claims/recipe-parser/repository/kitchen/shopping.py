from fractions import Fraction

from .ingredients import parse

TO_BASE = {"kg": ("g", 1000), "l": ("ml", 1000), "cups": ("ml", 240), "cup": ("ml", 240), "tbsp": ("ml", 15), "tsp": ("ml", 5)}


def shopping_list(recipes, factor=1):
    """Everything of all recipes added up: (name, unit) -> amount; None where no amount is known"""
    total = {}
    for text in recipes:
        for i in parse(text):
            unit, times = TO_BASE.get(i.unit, (i.unit, 1))
            key = i.name, unit
            if i.amount is None:
                total.setdefault(key, None)
            else:
                total[key] = (total.get(key) or 0) + i.amount * times * Fraction(factor)
    return total
