from urllib.parse import parse_qs, urlsplit


class Request:
    def __init__(self, method, target):
        parts = urlsplit(target)
        self.method = method.upper()
        self.path = parts.path
        self.query = {k: v[-1] for k, v in parse_qs(parts.query).items()}

    def arg(self, name, default=None, type=str):
        if name not in self.query:
            return default
        return type(self.query[name])


class Response:
    def __init__(self, body="", status=200):
        self.body = body
        self.status = status

    def __repr__(self):
        return f"<Response {self.status}>"
