import asyncio
import time


class RateFeed:
    """Rates against the euro. `fetch(code)` answers a float, or None when the
    bank has no rate at the moment."""

    def __init__(self, fetch, clock=time.monotonic, max_age=60):
        self._fetch = fetch
        self._clock = clock
        self._max_age = max_age
        self._seen: dict[str, tuple[float, float]] = {}

    async def rate(self, code):
        if code == "EUR":
            return 1.0
        hit = self._seen.get(code)
        if hit and self._clock() - hit[1] < self._max_age:
            return hit[0]
        value = await self._fetch(code)
        if value is not None:
            self._seen[code] = value, self._clock()
        return value

    async def many(self, codes):
        codes = list(codes)
        return dict(zip(codes, await asyncio.gather(*map(self.rate, codes))))
