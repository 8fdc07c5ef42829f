from collections import deque
from statistics import mean, pstdev


class Window:
    """The last readings of one sensor."""

    def __init__(self, size):
        if size < 1:
            raise ValueError("a window holds at least one reading")
        self._values = deque(maxlen=size)

    def push(self, value):
        self._values.append(float(value))

    @property
    def average(self):
        if not self._values:
            return None
        return mean(self._values)

    @property
    def spread(self):
        return pstdev(self._values)

    def is_outlier(self, value, limit=3.0):
        spread = self.spread
        if not spread:
            return False
        return abs(value - self.average) > limit * spread
