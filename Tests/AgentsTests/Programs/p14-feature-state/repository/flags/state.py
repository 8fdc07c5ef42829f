"""Feature flags kept in a JSON file beside the service."""

import json
import os


class FlagFile:
    def __init__(self, path):
        self.path = path

    def read(self) -> dict:
        """All flags; an empty dict before anything was ever saved."""
        with open(self.path) as stream:
            return json.load(stream)

    def save(self, flags: dict) -> None:
        temporary = self.path + ".new"
        with open(temporary, "w") as stream:
            json.dump(flags, stream)
        os.replace(temporary, self.path)

    def is_on(self, name: str) -> bool:
        return bool(self.read().get(name, False))

    def switch(self, name: str, on: bool) -> None:
        flags = self.read()
        flags[name] = on
        self.save(flags)
