"""Asks the map service where places are, three questions at a time."""

from __future__ import annotations

import asyncio
from typing import Awaitable, Callable


class LookupFailed(Exception):
    pass


class Geocoder:
    def __init__(self, fetch: Callable[[str], Awaitable[dict]], parallel: int = 3, patience: float = 10.0):
        self._fetch = fetch
        self._lanes = asyncio.Semaphore(parallel)
        self._patience = patience

    async def locate(self, place: str) -> tuple[float, float]:
        await asyncio.wait_for(self._lanes.acquire(), self._patience)
        answer = await self._fetch(place)
        if answer.get("status") != "ok":
            raise LookupFailed(f"{place}: {answer.get('status')}")
        self._lanes.release()
        return answer["lat"], answer["lon"]
