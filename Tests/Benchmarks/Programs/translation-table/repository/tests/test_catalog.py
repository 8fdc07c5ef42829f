from i18n import Catalog

TEXTS = {"en": {"hello": "Hello {name}", "bye": "Bye"}, "fr": {"hello": "Salut {name}"}}


def test_translated():
    assert Catalog(TEXTS).render("fr", "hello", name="Zoë") == "Salut Zoë"


def test_default():
    assert Catalog(TEXTS).text("fr", "bye") == "Bye"
    assert Catalog(TEXTS).languages() == ["en", "fr"]
