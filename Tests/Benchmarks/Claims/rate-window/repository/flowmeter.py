"""Flow from a counter of litres that is read now and then."""
from collections import namedtuple
from datetime import datetime

Reading = namedtuple("Reading", "at litres")


class Meter:
    def __init__(self):
        self.readings = []

    def add(self, at, litres):
        self.readings.append(Reading(at, litres))

    def flow(self):
        """Litres per minute between the last two readings."""
        before, last = self.readings[-2:]
        minutes = (last.at - before.at).total_seconds() / 60
        return (last.litres - before.litres) / minutes


class Guard:
    """Closes the valve when more flows than allowed."""

    def __init__(self, meter, most):
        self.meter, self.most = meter, most
        self.closed = False

    def feed(self, stamp, litres):
        self.meter.add(datetime.fromisoformat(stamp), litres)
        if len(self.meter.readings) < 2:
            return
        if self.meter.flow() > self.most:
            self.closed = True
