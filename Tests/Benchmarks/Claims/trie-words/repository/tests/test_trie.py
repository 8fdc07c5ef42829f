from wordbook.text.trie import Trie
from wordbook.web.suggest import Suggest


def test_contains():
    t = Trie(["a"])
    assert "a" in t and "b" not in t and "" not in t


def test_size():
    t = Trie(["x", "y", "x"])
    assert t.size == 2


def test_complete_by_weight():
    t = Trie()
    t.add("a", 2)
    t.add("b", 5)
    assert t.complete("") == ["b", "a"]
    assert t.complete("z") == []


def test_suggest():
    assert Suggest(["A", "b ", "a"])("")["words"] == ["a", "b"]
