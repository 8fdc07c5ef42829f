"""Grades of a school."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Term(Enum):
    AUTUMN = "autumn"
    SPRING = "spring"


@dataclass
class Grade:
    points: float
    term: Term
    given: date
    weight: float = 1.0


@dataclass
class Pupil:
    name: str
    grades: list[Grade] = field(default_factory=list)


@dataclass
class SchoolClass:
    title: str
    pupils: list[Pupil] = field(default_factory=list)
    term: Term = Term.AUTUMN

    @property
    def average(self) -> float:
        """The weighted average of all grades of the term."""
        total = weights = 0.0
        for pupil in self.pupils:
            for grade in pupil.grades:
                if grade.term is self.term:
                    total += grade.points * grade.weight
                    weights += grade.weight
        return total / weights


def report(classes: list[SchoolClass]) -> str:
    """One line a class."""
    return "\n".join(f"{each.title}: {each.average:.1f}" for each in classes)
