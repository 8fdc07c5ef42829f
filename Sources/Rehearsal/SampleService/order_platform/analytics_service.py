"""Figures for the shop's dashboard, computed from what visitors did."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Iterable, Sequence

from order_platform.errors import ReportError
from order_platform.models import Event

SESSION_STARTED = "session_started"
ORDER_PLACED = "order_placed"
CART_ABANDONED = "cart_abandoned"


def between(events: Iterable[Event], start: datetime, end: datetime) -> list[Event]:
    """The events from ``start`` up to, not including, ``end``."""
    if end <= start:
        raise ReportError(f"the window ends at {end}, before it starts at {start}")
    return [event for event in events if start <= event.at < end]


def last_days(events: Iterable[Event], days: int, now: datetime) -> list[Event]:
    """The events of the last ``days`` days."""
    if days < 1:
        raise ReportError(f"a report can't cover {days} days")
    return between(events, now - timedelta(days=days), now)


def revenue_cents(events: Iterable[Event]) -> int:
    """What the orders among the events add up to."""
    return sum(event.amount_cents for event in events if event.kind == ORDER_PLACED)


def orders_by_day(events: Iterable[Event]) -> dict[date, int]:
    """How many orders each day had; days without one are left out."""
    return dict(Counter(event.at.date() for event in events if event.kind == ORDER_PLACED))


def revenue_by_day(events: Iterable[Event]) -> dict[date, int]:
    """What each day's orders add up to, in cents."""
    revenue: dict[date, int] = {}
    for event in events:
        if event.kind == ORDER_PLACED:
            day = event.at.date()
            revenue[day] = revenue.get(day, 0) + event.amount_cents
    return revenue


def average_order_value(events: Sequence[Event]) -> float:
    """Average order in the shop's currency; zero when nothing was ordered."""
    orders = [event for event in events if event.kind == ORDER_PLACED]
    if not orders:
        return 0.0
    return round(revenue_cents(orders) / len(orders) / 100, 2)


def busiest_day(events: Sequence[Event]) -> str:
    """The day with the most orders, as ``2025-11-24``; empty when nothing was ordered."""
    days = orders_by_day(events)
    if not days:
        return ""
    return max(days, key=lambda day: days[day]).isoformat()


def abandonment_rate(events: Sequence[Event]) -> float:
    """Share of filled carts that were left behind, in percent; zero when no cart was filled."""
    abandoned = sum(1 for event in events if event.kind == CART_ABANDONED)
    ordered = sum(1 for event in events if event.kind == ORDER_PLACED)
    carts = abandoned + ordered
    if carts == 0:
        return 0.0
    return round(100 * abandoned / carts, 2)


def growth(before: int, after: int) -> float:
    """Change from one figure to the next, in percent; zero when there was nothing before."""
    if before == 0:
        return 0.0
    return round(100 * (after - before) / before, 2)


def compute_conversion_rate(events: Sequence[Event]) -> float:
    """Share of sessions that ended in an order, in percent.

    A session counts once, however many orders it placed.
    """
    sessions = {event.session for event in events if event.kind == SESSION_STARTED}
    converted = {event.session for event in events if event.kind == ORDER_PLACED}
    return round(100 * len(converted & sessions) / len(sessions), 2)


def summary(events: Sequence[Event]) -> dict[str, float]:
    """The dashboard's first row."""
    return {
        "orders": float(sum(1 for event in events if event.kind == ORDER_PLACED)),
        "revenue": revenue_cents(events) / 100,
        "average_order": average_order_value(events),
        "abandonment": abandonment_rate(events),
        "conversion": compute_conversion_rate(events),
    }
