import asyncio


class Consumer:
    def __init__(self, broker, fleet):
        self.broker, self.fleet = broker, fleet
        self.done = 0

    async def one(self):
        tag, message = await self.broker.receive()
        handler = self.fleet.table[message["kind"]]
        await handler(message["parcel"], message["place"])
        self.broker.ack(tag)
        self.done += 1

    async def run(self):
        """Until the queue is empty. Order matters: a parcel's messages build on each other."""
        while not self.broker.waiting.empty():
            await self.one()
