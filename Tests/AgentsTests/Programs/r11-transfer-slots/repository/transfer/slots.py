"""A server lets us open few connections at once."""

import threading

SLOT_TIMEOUT = 15.0


class NoSlotError(RuntimeError):
    """All slots are taken."""


class Slots:
    def __init__(self, count, timeout=SLOT_TIMEOUT):
        self.count = count
        self.timeout = timeout
        self._free = threading.BoundedSemaphore(count)

    def take(self):
        if not self._free.acquire(timeout=self.timeout):
            raise NoSlotError(f"no free slot after {self.timeout:g} s, {self.count} taken")

    def give_back(self):
        self._free.release()
