from ferry import app
from pontoon import Request


def get(path):
    return app.handle(Request("GET", path))


def test_index():
    assert "Oban" in get("/").body


def test_crossing():
    assert get("/crossings/4").body == "Oban - Craignure"
    assert get("/crossings/5").status == 404


def test_search_limit():
    assert get("/search/a?limit=1").body == "Oban - Craignure"


def test_unknown_and_method():
    assert get("/nowhere").status == 404
    assert app.handle(Request("DELETE", "/crossings/4")).status == 405
