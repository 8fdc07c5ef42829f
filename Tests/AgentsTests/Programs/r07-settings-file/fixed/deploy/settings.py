"""Settings in files of `name = value` lines."""

from pathlib import Path


class SettingsError(Exception):
    pass


class SettingsFile:
    def __init__(self, path: Path):
        self.path = Path(path)

    def _lines(self):
        for number, line in enumerate(self.path.read_text().splitlines(), 1):
            line = line.strip()
            if line and not line.startswith("#"):
                yield number, line

    def load(self) -> dict:
        """All settings; later lines win."""
        if not self.path.exists():
            raise SettingsError(f"{self.path} is missing")
        settings = {}
        for number, line in self._lines():
            name, _, value = line.partition("=")
            settings[name.strip()] = value.strip()
        return settings
