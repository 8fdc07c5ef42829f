"""Ratings of courses by their participants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional


@dataclass
class Course:
    title: str
    stars: list[int] = field(default_factory=list)

    def rate(self, stars: int) -> None:
        if not 1 <= stars <= 5:
            raise ValueError('stars go from 1 to 5')
        self.stars.append(stars)

    def best(self) -> Optional[int]:
        """The best rating; None for a course that nobody rated."""
        if not self.stars:
            return None
        return max(self.stars)

    def average(self) -> Optional[float]:
        return round(sum(self.stars) / len(self.stars), 1)


def summary(courses: list[Course]) -> str:
    lines = []
    for course in courses:
        average = course.average()
        shown = '-' if average is None else f'{average:.1f}'
        lines.append(f'{course.title}: {shown}')
    return '\n'.join(lines)
