from catalog.tree import Node, rename


def test_renaming_nothing_gives_none():
    assert rename(Node("all"), "shoes", "boots") is None
