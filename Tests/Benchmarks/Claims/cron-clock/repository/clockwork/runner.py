from __future__ import annotations

import heapq
from datetime import datetime
from typing import Callable

from .rules import Rule


class Runner:
    def __init__(self, start: datetime) -> None:
        self.now = start
        self._heap: list[tuple[datetime, int, str]] = []
        self._jobs: dict[str, tuple[Rule, Callable[[datetime], None]]] = {}
        self._n = 0

    def add(self, name: str, rule: Rule, work: Callable[[datetime], None]) -> None:
        self._jobs[name] = rule, work
        self._plan(name)

    def _plan(self, name: str) -> None:
        self._n += 1
        heapq.heappush(self._heap, (self._jobs[name][0].next_after(self.now), self._n, name))

    def run_until(self, end: datetime) -> list[str]:
        ran = []
        while self._heap and self._heap[0][0] <= end:
            self.now, _, name = heapq.heappop(self._heap)
            self._jobs[name][1](self.now)
            ran.append(name)
            self._plan(name)
        self.now = max(self.now, end)
        return ran
