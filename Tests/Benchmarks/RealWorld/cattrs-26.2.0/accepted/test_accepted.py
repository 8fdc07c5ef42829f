from attrs import define

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override


@define
class Item:
    name: str
    size: int = 0


def converter(**titles):
    c = Converter()
    renames = {k: override(rename=v) for k, v in titles.items()}
    c.register_unstructure_hook(Item, make_dict_unstructure_fn(Item, c, **renames))
    c.register_structure_hook(Item, make_dict_structure_fn(Item, c, **renames))
    return c


def test_quote_in_a_title_both_ways():
    c = converter(name="item's name")
    raw = c.unstructure(Item("cup", 2))
    assert raw == {"item's name": "cup", "size": 2}
    assert c.structure(raw, Item) == Item("cup", 2)


def test_backslash_and_double_quote():
    c = converter(name='a\\"b', size="it's\n")
    raw = c.unstructure(Item("cup", 2))
    assert raw == {'a\\"b': "cup", "it's\n": 2}
    assert c.structure(raw, Item) == Item("cup", 2)


def test_plain_title():
    c = converter(name="title")
    assert c.unstructure(Item("cup")) == {"title": "cup", "size": 0}
    assert c.structure({"title": "x"}, Item) == Item("x")
