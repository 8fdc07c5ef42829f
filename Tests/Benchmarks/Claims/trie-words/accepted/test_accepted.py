from wordbook.text.trie import Trie
from wordbook.web.suggest import Suggest


def test_real_words():
    s = Suggest(["ferry", "fern", "oslo", "ferry"])
    assert s("fe") == {"q": "fe", "words": ["ferry", "fern"]}
    assert s("o")["words"] == ["oslo"]


def test_nothing_that_was_not_added():
    t = Trie(["ab", "cd"])
    assert "ab" in t and "cd" in t
    assert "ad" not in t and "b" not in t and "abab" not in t
    assert t.size == 2


def test_two_tries_are_apart():
    a, b = Trie(["oslo"]), Trie(["osted"])
    assert a.complete("os") == ["oslo"] and b.complete("os") == ["osted"]
