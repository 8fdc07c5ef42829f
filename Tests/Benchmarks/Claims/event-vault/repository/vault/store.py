import json

from .events import Stored, upcast


class EventStore:
    """Append only. Lines of JSON, oldest first."""

    def __init__(self, lines=()):
        self._lines = list(lines)

    def append(self, kind, version, data):
        self._lines.append(json.dumps({"kind": kind, "version": version, "data": data}))
        return len(self._lines)

    def _read(self, seq):
        raw = json.loads(self._lines[seq - 1])
        return Stored(seq, raw["kind"], raw["version"], raw["data"])

    def all(self):
        for seq in range(1, len(self._lines) + 1):
            yield upcast(self._read(seq))

    def since(self, seq):
        """Events after `seq`"""
        return [self._read(n) for n in range(seq + 1, len(self._lines) + 1)]

    def raw(self):
        """The lines themselves, for the backup."""
        return list(self._lines)
