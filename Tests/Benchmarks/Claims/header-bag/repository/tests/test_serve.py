from httpbag.serve import answer


def test_get():
    assert answer("GET / HTTP/1.1\nHost: a\n") == (200, "GET / 0")


def test_post():
    assert answer("POST /x HTTP/1.1\nContent-Length: 2\n\nabc") == (200, "POST /x 2")


def test_bad():
    assert answer("GET /\n")[0] == 400
