from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .risk import Grade


class Bureau(Protocol):
    def lookup(self, person: str) -> tuple[int | None, float]:
        """Score and years on file."""


@dataclass(frozen=True)
class Offer:
    person: str
    principal: int
    bps: int          # interest, basis points a year
    months: int

    @property
    def monthly(self) -> int:
        interest = self.principal * self.bps * self.months // (12 * 10_000)
        return -(-(self.principal + interest) // self.months)


def rate_for(grade: Grade, months: int) -> int:
    if grade is Grade.PRIME:
        rate = 390
    elif grade is Grade.GOOD:
        rate = 540
    elif grade is Grade.FAIR:
        rate = 810
    if months > 36:
        rate += 60
    return rate


class Desk:
    def __init__(self, bureau: Bureau) -> None:
        self.bureau = bureau
        self.sent: list[Offer] = []

    def quote(self, person: str, principal: int, months: int) -> Offer:
        grade = Grade.of(*self.bureau.lookup(person))
        offer = Offer(person, principal, rate_for(grade, months), months)
        self.sent.append(offer)
        return offer
