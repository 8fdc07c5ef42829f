from __future__ import annotations

import heapq

from .ports import Screen, Source
from .ticket import Ticket


class Desk:
    """Hands the next ticket to whoever is free: most urgent first, then oldest."""

    def __init__(self, source: Source, screen: Screen) -> None:
        self._screen = screen
        self._heap = [(t.priority, t.no, t) for t in source.open_tickets()]
        heapq.heapify(self._heap)
        self.handed: list[int] = []

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, ticket: Ticket) -> None:
        heapq.heappush(self._heap, (ticket.priority, ticket.no, ticket))

    def next_for(self, agent: str) -> Ticket | None:
        if not self._heap:
            return None
        *_, ticket = heapq.heappop(self._heap)
        self._screen.show(agent, ticket)
        self.handed.append(ticket.no)
        return ticket
