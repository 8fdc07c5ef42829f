"""Who works when."""

import datetime


class Shift:
    def __init__(self, worker, start, hours=8):
        self.worker = worker
        self.start = start
        self.hours = hours

    def __repr__(self):
        return f"Shift({self.worker!r}, {self.start:%d.%m.})"


class Rota:
    def __init__(self):
        self.shifts = []

    def assign(self, worker, start, hours=8):
        self.shifts.append(Shift(worker, start, hours))
        self.shifts.sort(key=lambda shift: shift.start)

    def next_shift(self, worker, now):
        """The worker's next shift."""
        upcoming = (shift for shift in self.shifts if shift.worker == worker and shift.start >= now)
        return next(upcoming)

    def hours(self, worker):
        return sum(shift.hours for shift in self.shifts if shift.worker == worker)
