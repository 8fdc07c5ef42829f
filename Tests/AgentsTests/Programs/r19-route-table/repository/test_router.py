from router import make_app


def test_a_user_is_shown():
    app = make_app({7: {"name": "Ada", "email": "ada@example.com"}})
    assert app.dispatch({"method": "GET", "path": "/users/7"}) == (200, "Ada <ada@example.com>")


def test_unknown_paths_are_404():
    assert make_app({}).dispatch({"method": "GET", "path": "/orders"})[0] == 404


def test_users_are_added():
    database = {}
    app = make_app(database)
    assert app.dispatch({"method": "POST", "path": "/users", "form": {"name": "Max", "email": "m@example.com"}}) == (201, "1")
    assert database[1]["name"] == "Max"
