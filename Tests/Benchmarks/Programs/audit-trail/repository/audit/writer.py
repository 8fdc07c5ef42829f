import contextlib


class AuditClosed(Exception):
    """The trail was closed before."""


class Trail:
    """A file of audit lines."""

    def __init__(self, path):
        self._stream = open(path, "a", encoding="utf-8")
        self._count = 0

    def write(self, actor, action):
        self._stream.write(f"{actor}\t{action}\n")
        self._count += 1

    def close(self):
        if self._stream.closed:
            raise AuditClosed("closed already")
        self._stream.close()

    @property
    def count(self):
        return self._count


@contextlib.contextmanager
def trail(path):
    opened = Trail(path)
    try:
        yield opened
    finally:
        opened.close()
