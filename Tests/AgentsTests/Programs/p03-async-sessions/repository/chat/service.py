import logging
from dataclasses import dataclass

from chat.store import SessionStore

log = logging.getLogger(__name__)


class NotSignedIn(Exception):
    """The caller has no session; the gateway sends them to the sign-in page."""


@dataclass
class Session:
    user: str
    rooms: list


class ChatService:
    def __init__(self, store: SessionStore):
        self.store = store
        self.posted = []

    async def sign_in(self, token, user):
        await self.store.put(token, Session(user, []))

    async def join(self, token, room):
        session = await self.store.get(token)
        if session is None:
            raise NotSignedIn(f"no session for token {token}")
        session.rooms.append(room)
        return list(session.rooms)

    async def post(self, token, room, text):
        session = await self.store.get(token)
        if room not in session.rooms:
            raise PermissionError(f"{session.user} is not in {room}")
        self.posted.append((session.user, room, text))
        return len(self.posted)
