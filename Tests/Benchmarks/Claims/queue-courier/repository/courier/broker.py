import asyncio
from itertools import count


class Broker:
    """In-memory stand-in with the semantics of ours: a message which isn't acked
    within the visibility time is delivered again."""

    def __init__(self):
        self.waiting = asyncio.Queue()
        self.unacked = {}
        self._tag = count(1)

    def publish(self, message):
        self.waiting.put_nowait(message)

    async def receive(self):
        message = await self.waiting.get()
        tag = next(self._tag)
        self.unacked[tag] = message
        return tag, message

    def ack(self, tag):
        del self.unacked[tag]
