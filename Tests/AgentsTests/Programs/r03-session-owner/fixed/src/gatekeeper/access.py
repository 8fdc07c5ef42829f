"""Who may do what."""

from __future__ import annotations

from gatekeeper.store import SessionStore

RIGHTS = {"admin": {"read", "write", "delete"}, "reader": {"read"}}


class AccessControl:
    def __init__(self, store: SessionStore, rights: dict[str, set[str]] = RIGHTS) -> None:
        self._store = store
        self._rights = rights

    def allows(self, token: str, action: str) -> bool:
        """Whether the owner of a session may do something."""
        session = self._store.load(token)
        if session is None:
            return False
        roles = session.owner.roles
        return any(action in self._rights.get(role, set()) for role in roles)
