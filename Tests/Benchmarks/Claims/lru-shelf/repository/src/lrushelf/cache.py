import time

from .chain import Chain, Link


class Cache:
    """
    At most `size` values, the least recently used one goes first.

    A value lives `ttl` seconds (None: for ever); an expired one counts as
    missing and makes room.  Table and chain always hold the same links.
    """

    def __init__(self, size, ttl=None, clock=time.monotonic):
        self.size, self.ttl, self.clock = size, ttl, clock
        self.table, self.chain = {}, Chain()
        self.hits = self.misses = 0

    def __len__(self):
        return len(self.table)

    def get(self, key, default=None):
        link = self.table.get(key)
        if link is None:
            self.misses += 1
            return default
        if link.until is not None and link.until <= self.clock():
            del self.table[key]
            self.misses += 1
            return default
        self.hits += 1
        self.chain.cut(link)
        self.chain.push(link)
        return link.value

    def put(self, key, value):
        if key in self.table:
            self._drop(self.table[key])
        elif len(self.table) >= self.size:
            self._drop(self.chain.oldest())
        until = None if self.ttl is None else self.clock() + self.ttl
        link = self.table[key] = Link(key, value, until)
        self.chain.push(link)

    def _drop(self, link):
        del self.table[link.key]
        self.chain.cut(link)

    def keys(self):
        """Newest first."""
        return [link.key for link in self.chain]
