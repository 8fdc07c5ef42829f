import asyncio

import pytest

from chat.service import ChatService, NotSignedIn
from chat.store import SessionStore


def run(steps):
    return asyncio.run(steps())


def test_posting_counts():
    async def steps():
        service = ChatService(SessionStore())
        await service.sign_in("t1", "noor")
        await service.join("t1", "garden")
        return await service.post("t1", "garden", "hello")

    assert run(steps) == 1


def test_joining_needs_a_session():
    async def steps():
        await ChatService(SessionStore()).join("t1", "garden")

    with pytest.raises(NotSignedIn):
        run(steps)


def test_strangers_can_not_post():
    async def steps():
        service = ChatService(SessionStore())
        await service.sign_in("t1", "noor")
        await service.post("t1", "garden", "hello")

    with pytest.raises(PermissionError):
        run(steps)
