import re

CONVERTERS = {"int": (r"\d+", int), "str": (r"[^/]+", str)}
HOLE = re.compile(r"<(?:(\w+):)?(\w+)>")


class Route:
    def __init__(self, template, methods, handler):
        self.template = template
        self.methods = methods
        self.handler = handler
        self.types = {}
        self.pattern = re.compile(self._build(template.rstrip("/") or "/"))

    def _build(self, template):
        out, at = "", 0
        for hole in HOLE.finditer(template):
            expr, kind = CONVERTERS[hole[1] or "str"]
            self.types[hole[2]] = kind
            out += re.escape(template[at:hole.start()]) + f"(?P<{hole[2]}>{expr})"
            at = hole.end()
        return out + re.escape(template[at:]) + "$"

    def matches(self, path):
        return self.pattern.match(path.rstrip("/") or "/") is not None

    def params(self, path):
        found = self.pattern.match(path)
        return {k: self.types[k](v) for k, v in found.groupdict().items()}
