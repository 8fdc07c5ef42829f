import asyncio

from watch.feed import Feed, change


def test_change():
    assert asyncio.run(change(Feed({"A": [2.0, 3.0]}), "A")) == 0.5
    assert asyncio.run(change(Feed({}), "A")) == 0.0
