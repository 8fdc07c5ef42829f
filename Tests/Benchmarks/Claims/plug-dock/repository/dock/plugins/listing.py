import json

from dock.base import Exporter


class Json(Exporter):
    suffix = "json"

    def write(self, rows):
        return json.dumps([list(r) for r in rows])


class PrettyJson(Json):
    priority = 5

    def write(self, rows):
        return json.dumps([list(r) for r in rows], indent=1)
