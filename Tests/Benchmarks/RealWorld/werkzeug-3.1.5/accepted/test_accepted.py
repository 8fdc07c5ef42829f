from werkzeug.debug import DebuggedApplication
from werkzeug.test import Client
from werkzeug.wrappers import Response


def site(environ, start_response):
    return Response("hello")(environ, start_response)


def test_debugger_without_pin_can_be_made_and_serves():
    app = DebuggedApplication(site, evalex=True, pin_security=False)
    assert app.pin is None
    assert Client(app).get("/").text == "hello"


def test_pin_can_be_set_and_taken_away():
    app = DebuggedApplication(site, evalex=True, pin_security=True, pin_logging=False)
    app.pin = "123-456"
    assert app.pin == "123-456"
    app.pin = None
    assert app.pin is None


def test_pin_is_made_up_when_security_is_on():
    app = DebuggedApplication(site, evalex=True, pin_logging=False)
    assert app.pin
