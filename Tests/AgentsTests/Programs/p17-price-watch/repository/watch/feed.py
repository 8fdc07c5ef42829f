import asyncio


class Feed:
    def __init__(self, prices):
        self.prices = prices

    async def latest(self, symbol):
        await asyncio.sleep(0)
        return self.prices.get(symbol, [])


async def change(feed, symbol):
    """Last price minus the one before, as a fraction."""
    prices = feed.latest(symbol)
    if len(prices) < 2:
        return 0.0
    return (prices[-1] - prices[-2]) / prices[-2]


async def movers(feed, symbols, threshold):
    changes = await asyncio.gather(*(change(feed, symbol) for symbol in symbols))
    return [symbol for symbol, value in zip(symbols, changes) if abs(value) >= threshold]
