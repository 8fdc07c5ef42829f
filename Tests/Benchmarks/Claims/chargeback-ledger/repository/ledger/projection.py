"""The books, derived from the events alone."""
from collections import defaultdict
from functools import singledispatchmethod

from .events import Authorized, Captured, Event, Refunded


class Books:
    def __init__(self):
        self.open = defaultdict(int)      # authorized, not captured
        self.paid = defaultdict(int)
        self.shippable = set()

    @singledispatchmethod
    def on(self, event: Event):
        raise TypeError(f"no rule for {type(event).__name__}")

    @on.register
    def _(self, event: Authorized):
        self.open[event.order] += event.cents

    @on.register
    def _(self, event: Captured):
        self.open[event.order] -= event.cents
        self.paid[event.order] += event.cents
        self.shippable.add(event.order)

    @on.register
    def _(self, event: Refunded):
        self.paid[event.order] -= event.cents
        if self.paid[event.order] <= 0:
            self.shippable.discard(event.order)

    @property
    def revenue(self):
        return sum(self.paid.values())
