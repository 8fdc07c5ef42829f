"""Rendered pages, kept for a while."""

import time


class Entry:
    __slots__ = ("page", "expires")

    def __init__(self, page, expires):
        self.page = page
        self.expires = expires


class PageCache:
    """Keeps pages for `ttl` seconds, at most `room` of them."""

    def __init__(self, ttl=60.0, room=1000, clock=time.monotonic):
        self._entries = {}
        self._ttl = ttl
        self._room = room
        self._clock = clock

    def __len__(self):
        return len(self._entries)

    def put(self, path, page):
        if len(self._entries) >= self._room:
            self.sweep()
        self._entries[path] = Entry(page, self._clock() + self._ttl)

    def get(self, path):
        entry = self._entries.get(path)
        if entry is None or entry.expires < self._clock():
            return None
        return entry.page

    def sweep(self):
        """Forgets what has expired."""
        now = self._clock()
        for path, entry in self._entries.items():
            if entry.expires <= now:
                del self._entries[path]
