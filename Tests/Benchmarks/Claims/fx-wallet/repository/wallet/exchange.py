class NoMoney(Exception):
    pass


class Wallet:
    def __init__(self, feed, **cents):
        self.feed = feed
        self.cents = dict(cents)
        self.history = []

    async def exchange(self, amount, source, target):
        if self.cents.get(source, 0) < amount:
            raise NoMoney(source)
        rates = await self.feed.many([source, target])
        got = int(amount / rates[source] * rates[target])
        self.cents[source] -= amount
        self.cents[target] = self.cents.get(target, 0) + got
        self.history.append((amount, source, got, target))
        return got

    async def worth(self):
        """All in euro cents"""
        rates = await self.feed.many(self.cents)
        return sum(int(c / rates[code]) for code, c in self.cents.items())
