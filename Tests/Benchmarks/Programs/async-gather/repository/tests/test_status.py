import asyncio

from gateway.client import Upstream
from gateway.status import all_up, collect


def backend(status):
    async def fetch(path):
        return {"status": status}
    return fetch


def test_collect():
    ups = [Upstream("a", backend("up")), Upstream("b", backend("down"))]
    assert asyncio.run(collect(ups)) == {"a": "up", "b": "down"}


def test_all_up():
    assert asyncio.run(all_up([Upstream("a", backend("up"))]))
