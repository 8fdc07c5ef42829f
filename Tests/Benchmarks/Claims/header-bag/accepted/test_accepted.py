from httpbag.serve import answer


def test_small_letters():
    assert answer("POST /x HTTP/1.1\ncontent-length: 2\n\nabc") == (200, "POST /x 2")


def test_capitals():
    assert answer("POST /x HTTP/1.1\nCONTENT-LENGTH: 3\n\nabc") == (200, "POST /x 3")


def test_usual():
    assert answer("POST /x HTTP/1.1\nContent-Length: 2\n\nabc") == (200, "POST /x 2")
