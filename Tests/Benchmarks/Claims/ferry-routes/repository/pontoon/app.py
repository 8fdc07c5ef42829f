import logging

from .http import Response
from .routing import Route

log = logging.getLogger("pontoon")


class App:
    def __init__(self):
        self.routes = []
        self.before = []

    def route(self, template, methods=("GET",)):
        def bind(handler):
            self.routes.append(Route(template, methods, handler))
            return handler
        return bind

    def before_request(self, hook):
        self.before.append(hook)
        return hook

    def handle(self, request):
        allowed = False
        for route in self.routes:
            if not route.matches(request.path):
                continue
            allowed = True
            if request.method in route.methods:
                return self._call(route, request)
        return Response("wrong method", 405) if allowed else Response("not found", 404)

    def _call(self, route, request):
        for hook in self.before:
            early = hook(request)
            if early is not None:
                return early
        result = route.handler(request, **route.params(request.path))
        return result if isinstance(result, Response) else Response(result)
