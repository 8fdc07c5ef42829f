"""A very small web router."""

import re


class Router:
    def __init__(self):
        self._routes = []

    def route(self, method, pattern):
        compiled = re.compile("^" + re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", pattern) + "$")

        def register(handler):
            self._routes.append((method, compiled, handler))
            return handler

        return register

    def dispatch(self, request):
        for method, pattern, handler in self._routes:
            match = pattern.match(request["path"])
            if match and method == request["method"]:
                return handler(request, **match.groupdict())
        return 404, "not found"


def make_app(database):
    router = Router()

    @router.route("GET", "/users/<user_id>")
    def show_user(request, user_id):
        user = database.get(int(user_id))
        if user is None:
            return 404, "no such user"
        return 200, f"{user['name']} <{user['email']}>"

    @router.route("POST", "/users")
    def add_user(request):
        number = max(database, default=0) + 1
        database[number] = request["form"]
        return 201, str(number)

    return router
