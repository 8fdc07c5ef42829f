import asyncio

import pytest
from wallet.exchange import NoMoney, Wallet
from wallet.rates import RateFeed


class Bank:
    def __init__(self, **rates):
        self.rates, self.asked = rates, []

    async def __call__(self, code):
        self.asked.append(code)
        await asyncio.sleep(0)
        return self.rates[code]


def test_exchange():
    w = Wallet(RateFeed(Bank(NOK=11.5)), EUR=1000)
    assert asyncio.run(w.exchange(400, "EUR", "NOK")) == 4600
    assert w.cents == {"EUR": 600, "NOK": 4600}


def test_kept_for_a_minute():
    bank, now = Bank(NOK=10.0), [0]
    feed = RateFeed(bank, clock=lambda: now[0])
    asyncio.run(feed.rate("NOK"))
    now[0] = 59
    asyncio.run(feed.rate("NOK"))
    now[0] = 61
    asyncio.run(feed.rate("NOK"))
    assert bank.asked == ["NOK", "NOK"]


def test_no_money():
    with pytest.raises(NoMoney):
        asyncio.run(Wallet(RateFeed(Bank()), EUR=1).exchange(2, "EUR", "NOK"))


def test_worth():
    assert asyncio.run(Wallet(RateFeed(Bank(NOK=10.0)), EUR=100, NOK=500).worth()) == 150
