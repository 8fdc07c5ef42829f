import asyncio
import logging

from .templates import fill

log = logging.getLogger("pump")
STOP = object()


class Pump:
    def __init__(self, store, send, workers=2):
        self.store, self.send = store, send
        self.queue = asyncio.Queue()
        self.workers = workers
        self.sent = 0

    async def put(self, to, name, lang="en", /, **values):
        await self.queue.put((to, name, lang, values))

    async def _work(self):
        while (job := await self.queue.get()) is not STOP:
            to, name, lang, values = job
            template = await self.store.get_or_english(name, lang)
            await self.send(to, **fill(template, values))
            self.sent += 1

    async def drain(self):
        """Send all that is queued, then return how many went out."""
        for _ in range(self.workers):
            await self.queue.put(STOP)
        await asyncio.gather(*(self._work() for _ in range(self.workers)))
        log.info("sent %d", self.sent)
        return self.sent
