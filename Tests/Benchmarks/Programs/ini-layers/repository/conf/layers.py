import configparser
from pathlib import Path


class Layers:
    """Settings files, the later ones over the earlier."""

    def __init__(self, *paths):
        self.paths = [Path(p) for p in paths]

    def read(self):
        """Section to settings; files that don't exist are left out."""
        merged = {}
        for path in self.paths:
            parser = configparser.ConfigParser()
            parser.read_string(path.read_text(encoding="utf-8"))
            for section in parser.sections():
                merged.setdefault(section, {}).update(parser.items(section))
        return merged

    def get(self, section, name, default=None):
        return self.read().get(section, {}).get(name, default)
