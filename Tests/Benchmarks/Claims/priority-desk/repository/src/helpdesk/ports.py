from __future__ import annotations

from typing import Iterable, Protocol, runtime_checkable

from .ticket import Ticket


@runtime_checkable
class Source(Protocol):
    def open_tickets(self) -> Iterable[Ticket]: ...


@runtime_checkable
class Screen(Protocol):
    def show(self, agent: str, ticket: Ticket) -> None: ...
