import asyncio

import pytest

from chat.service import ChatService, NotSignedIn
from chat.store import SessionStore


def test_posting_without_a_session_is_refused_like_joining():
    with pytest.raises(NotSignedIn):
        asyncio.run(ChatService(SessionStore()).post("t9", "garden", "hello"))
