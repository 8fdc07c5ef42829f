import asyncio


class Probe:
    def __init__(self, name, value, delay=0.0):
        self.name, self.value, self.delay = name, value, delay

    async def read(self):
        await asyncio.sleep(self.delay)
        return self.value


async def ask(probe, timeout):
    """The reading, or None where the probe doesn't answer in time."""
    try:
        return await asyncio.wait_for(probe.read(), timeout)
    except asyncio.TimeoutError:
        return None
