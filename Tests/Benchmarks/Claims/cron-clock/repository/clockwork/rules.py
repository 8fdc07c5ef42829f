from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol


class Rule(Protocol):
    def next_after(self, moment: datetime) -> datetime:
        """The first run strictly after `moment`."""


@dataclass(frozen=True)
class Daily:
    at: time

    def next_after(self, moment: datetime) -> datetime:
        run = datetime.combine(moment.date(), self.at)
        return run if run > moment else run + timedelta(days=1)


@dataclass(frozen=True)
class Weekly:
    weekday: int          # Monday is 0
    at: time

    def next_after(self, moment: datetime) -> datetime:
        ahead = (self.weekday - moment.weekday()) % 7
        run = datetime.combine(moment.date() + timedelta(days=ahead), self.at)
        return run if run > moment else run + timedelta(days=7)


def clip(year: int, month: int, day: int) -> int:
    """That day of the month, or its last one when the month is shorter."""
    return min(day, calendar.monthrange(year, month)[1])


@dataclass(frozen=True)
class Monthly:
    """Day 1 to 31. Shorter months run on their last day, so that no month is skipped."""
    day: int
    at: time

    def next_after(self, moment: datetime) -> datetime:
        run = datetime.combine(moment.date().replace(day=clip(moment.year, moment.month, self.day)), self.at)
        if run > moment:
            return run
        return run.replace(month=run.month + 1)
