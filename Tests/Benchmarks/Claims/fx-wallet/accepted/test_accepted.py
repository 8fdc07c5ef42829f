import asyncio

import pytest
from wallet.exchange import Wallet
from wallet.rates import RateFeed


def feed(table, clock=lambda: 0):
    async def fetch(code):
        return table[code]
    return RateFeed(fetch, clock=clock)


def attempt(coro):
    try:
        return asyncio.run(coro)
    except Exception as error:
        return error


def test_exchange_with_rate():
    w = Wallet(feed({"NOK": 11.5, "SEK": 11.0}), NOK=2300)
    assert asyncio.run(w.exchange(1150, "NOK", "SEK")) == 1100
    assert w.cents == {"NOK": 1150, "SEK": 1100}


@pytest.mark.parametrize("pair", [("EUR", "TRY"), ("TRY", "EUR")])
def test_no_money_moves_without_a_rate(pair):
    w = Wallet(feed({"TRY": None}), EUR=500, TRY=500)
    got = attempt(w.exchange(100, *pair))
    assert w.cents == {"EUR": 500, "TRY": 500} and w.history == []
    assert not (isinstance(got, (int, float)) and got is not None)


def test_old_rate_is_not_taken_for_a_trade():
    table, now = {"TRY": 40.0}, [0]
    f = feed(table, clock=lambda: now[0])
    w = Wallet(f, EUR=500)
    asyncio.run(w.exchange(100, "EUR", "TRY"))
    table["TRY"], now[0] = None, 7200
    attempt(w.exchange(100, "EUR", "TRY"))
    assert w.cents["EUR"] == 400 and len(w.history) == 1


def test_worth_is_not_too_small_without_notice():
    w = Wallet(feed({"TRY": None}), EUR=500, TRY=500)
    assert attempt(w.worth()) not in (500, 1000)
