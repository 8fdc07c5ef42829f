import pytest

from ferry import app
from pontoon import App, Request


@pytest.mark.parametrize("path", ["/crossings/7", "/crossings/7/"])
def test_slash_is_the_same_page(path):
    answer = app.handle(Request("GET", path))
    assert (answer.status, answer.body) == (200, "Mallaig - Armadale")


def test_text_hole_has_no_slash():
    assert app.handle(Request("GET", "/search/oban/?limit=3")).body == "Oban - Craignure"


def test_plain_page_with_slash():
    small = App()

    @small.route("/about/")
    def about(request):
        return "about"
    assert small.handle(Request("GET", "/about/")).body == "about"
    assert small.handle(Request("GET", "/about")).body == "about"


def test_method_still_405():
    assert app.handle(Request("PUT", "/crossings/7/")).status == 405
