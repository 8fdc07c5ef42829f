from collections import namedtuple
from itertools import count

import fares

Ticket = namedtuple("Ticket", "no start end kind cents")


class Till:
    def __init__(self):
        self._no = count(1)
        self.sold = []

    def sell(self, start, end, kind="adult", people=1):
        cents = fares.single(start, end)
        if kind == "child":
            cents = fares.child(cents)
        elif kind == "group":
            cents = fares.group(cents, people)
        ticket = Ticket(next(self._no), start, end, kind, cents)
        self.sold.append(ticket)
        return ticket

    def total(self):
        return sum(t.cents for t in self.sold)

    def sell_all(self, orders):
        return [self.sell(*order) for order in orders]
