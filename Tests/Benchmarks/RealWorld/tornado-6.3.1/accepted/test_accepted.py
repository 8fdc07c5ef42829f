import asyncio

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler


class Capitals(RequestHandler):
    def get(self):
        self.set_cookie("a", "1", HttpOnly=True, SameSite="Lax")
        self.write("ok")


class Plain(RequestHandler):
    def get(self):
        self.set_cookie("b", "2", path="/x", secure=True)
        self.write("ok")


def ask(path):
    async def go():
        sock, port = bind_unused_port()
        server = HTTPServer(Application([("/capitals", Capitals), ("/plain", Plain)]))
        server.add_socket(sock)
        try:
            return await AsyncHTTPClient().fetch(
                "http://127.0.0.1:%d%s" % (port, path), raise_error=False
            )
        finally:
            server.stop()

    return asyncio.run(go())


def test_options_in_capitals():
    response = ask("/capitals")
    assert response.code == 200
    cookie = response.headers["Set-Cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie


def test_ordinary_options():
    cookie = ask("/plain").headers["Set-Cookie"].lower()
    assert cookie.startswith("b=2") and "path=/x" in cookie and "secure" in cookie
