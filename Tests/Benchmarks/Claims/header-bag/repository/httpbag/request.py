from dataclasses import dataclass, field

from .errors import BadRequest
from .headers import has_body, parse_headers


@dataclass
class Request:
    method: str
    path: str
    fields: dict = field(default_factory=dict)
    body: str = ""

    @classmethod
    def parse(cls, text):
        head, _, body = text.partition("\n\n")
        first, *rest = head.splitlines()
        parts = first.split()
        if len(parts) != 3:
            raise BadRequest(f"not a request line: {first!r}")
        request = cls(parts[0], parts[1], parse_headers(rest), body)
        if has_body(request.fields):
            request.body = body[:int(request.fields["Content-Length"])]
        return request

    @property
    def host(self):
        return self.fields.get("Host", "localhost")
