import pytest

from ferry import app
from pontoon import App, Request
from pontoon import routing


def test_same_page():
    a = app.handle(Request("GET", "/crossings/7/"))
    b = app.handle(Request("GET", "/crossings/7"))
    assert (a.status, a.body) == (b.status, b.body) == (200, "Mallaig - Armadale")


def test_converter_error_is_seen(monkeypatch):
    def broken(text):
        raise AttributeError("converter is broken")
    monkeypatch.setitem(routing.CONVERTERS, "odd", (r"\w+", broken))
    small = App()

    @small.route("/x/<odd:y>")
    def x(request, y):
        return "x"
    with pytest.raises(AttributeError, match="converter is broken"):
        small.handle(Request("GET", "/x/1"))
