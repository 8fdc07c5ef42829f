"""Where sessions live."""

from __future__ import annotations

import abc
from typing import Optional

from gatekeeper.model import Session


class SessionStore(abc.ABC):
    @abc.abstractmethod
    def load(self, token: str) -> Optional[Session]:
        """The session, or None once it has ended."""


class MemoryStore(SessionStore):
    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    def save(self, session: Session) -> None:
        self._sessions[session.token] = session

    def load(self, token: str) -> Optional[Session]:
        return self._sessions.get(token)
