import time


class ExpiringCache:
    """Keeps values for a while.

    >>> cache = ExpiringCache(10, clock=lambda: 0)
    >>> cache.set("a", 1)
    """

    def __init__(self, seconds, clock=time.monotonic):
        self.seconds = seconds
        self.clock = clock
        self.entries = {}

    def set(self, key, value):
        self.entries[key] = (self.clock() + self.seconds, value)

    def get(self, key, default=None):
        until, value = self.entries.get(key, (0, default))
        return value if until > self.clock() else default

    def purge(self):
        """Forget what has expired and return how many entries that were."""
        now = self.clock()
        count = 0
        for key, (until, _) in self.entries.items():
            if until <= now:
                del self.entries[key]
                count += 1
        return count

    def __len__(self):
        return len(self.entries)
