import asyncio


class SessionStore:
    """Sessions in memory, behind the interface of the remote store."""

    def __init__(self):
        self._sessions = {}
        self._lock = asyncio.Lock()

    async def put(self, token, session):
        async with self._lock:
            self._sessions[token] = session

    async def get(self, token):
        """The session of a token, or None once it has expired."""
        await asyncio.sleep(0)
        return self._sessions.get(token)

    async def drop(self, token):
        return self._sessions.pop(token, None)
