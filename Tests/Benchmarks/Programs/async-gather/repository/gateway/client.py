import asyncio


class Upstream:
    """One backend; answers come from `fetch`, an async function."""

    def __init__(self, name, fetch):
        self.name = name
        self._fetch = fetch

    async def health(self):
        try:
            return await asyncio.wait_for(self._fetch("/health"), 1)
        except asyncio.TimeoutError:
            return None
