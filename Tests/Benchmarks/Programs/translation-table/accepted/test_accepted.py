from i18n import Catalog


def test_key_itself():
    assert Catalog({"en": {}}).text("fr", "a.b") == "a.b"
