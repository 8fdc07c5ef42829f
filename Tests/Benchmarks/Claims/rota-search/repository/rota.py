from collections import namedtuple

from algos.searching import find, first_at_least
from algos.sorting import quicksort

Shift = namedtuple("Shift", "day person post")


class Rota:
    def __init__(self, shifts):
        self.shifts = quicksort(shifts, key=lambda s: s.day)

    def on(self, day):
        """Who works that day; None for a day without a shift."""
        at = find(self.shifts, day, key=lambda s: s.day)
        return None if at is None else self.shifts[at].person

    def next_after(self, day):
        at = first_at_least(self.shifts, day + 1, key=lambda s: s.day)
        return self.shifts[at] if at < len(self.shifts) else None

    def free_days(self, last):
        return [d for d in range(1, last + 1) if self.on(d) is None]
