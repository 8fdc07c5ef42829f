import asyncio
from gateway.client import Upstream
from gateway.status import all_up, collect


async def stuck(path):
    raise asyncio.TimeoutError


async def fine(path):
    return {"status": "up"}


def test_unknown():
    ups = [Upstream("s", stuck), Upstream("f", fine)]
    report = asyncio.run(collect(ups))
    assert report["f"] == "up" and report.get("s") != "up"
    assert not asyncio.run(all_up(ups))
