from __future__ import annotations

from typing import NamedTuple


class Reading(NamedTuple):
    day: int
    kwh: float


def daily_usage(readings: list[Reading]) -> list[float]:
    """Usage between each reading and the next."""
    usage = []
    for i in range(len(readings)):
        current, following = readings[i], readings[i + 1]
        days = following.day - current.day
        if days > 0:
            usage.append((following.kwh - current.kwh) / days)
    return usage


def peak(readings: list[Reading]) -> float:
    usage = daily_usage(readings)
    return max(usage) if usage else 0.0
