import asyncio

from chat.service import ChatService, NotSignedIn
from chat.store import SessionStore


def test_posting_after_the_session_expired():
    async def steps():
        await ChatService(SessionStore()).post("t9", "garden", "hello")

    try:
        asyncio.run(steps())
    except NotSignedIn:
        pass
