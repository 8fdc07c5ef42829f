import asyncio

from .client import ask


async def collect(probes, timeout=1.0):
    """{name: reading} of the probes that answer; the others are left out."""
    answers = await asyncio.gather(*(ask(probe, timeout) for probe in probes))
    return {probe.name: round(answer, 1) for probe, answer in zip(probes, answers)}


def warmest(readings):
    """Name of the warmest probe, None without readings."""
    if not readings:
        return None
    return max(readings, key=readings.get)


def report(probes, timeout=1.0):
    readings = asyncio.run(collect(probes, timeout))
    lines = [f"{name}: {value}" for name, value in sorted(readings.items())]
    lines.append(f"warmest: {warmest(readings) or '-'}")
    return "\n".join(lines)
