from datetime import datetime

import pytest

from order_platform.analytics_service import (
    abandonment_rate,
    average_order_value,
    between,
    busiest_day,
    compute_conversion_rate,
    growth,
    last_days,
    revenue_by_day,
    summary,
)
from order_platform.errors import ReportError
from order_platform.models import Event

MONDAY = datetime(2025, 11, 17, 9)
TUESDAY = datetime(2025, 11, 18, 9)


def started(session, at=MONDAY):
    return Event("session_started", session, at)


def placed(session, cents=2_000, at=MONDAY):
    return Event("order_placed", session, at, cents)


def test_a_window_leaves_its_end_out():
    assert between([started("s-1"), started("s-2", TUESDAY)], MONDAY, TUESDAY) == [started("s-1")]


def test_a_window_can_not_end_before_it_starts():
    with pytest.raises(ReportError):
        between([], TUESDAY, MONDAY)
    with pytest.raises(ReportError):
        last_days([], 0, MONDAY)


def test_the_average_order_is_zero_without_orders():
    assert average_order_value([]) == 0.0
    assert average_order_value([placed("s-1"), placed("s-2", 3_000)]) == 25.0


def test_the_busiest_day_has_the_most_orders():
    assert busiest_day([placed("s-1"), placed("s-2", at=TUESDAY), placed("s-3", at=TUESDAY)]) == "2025-11-18"
    assert busiest_day([]) == ""


def test_a_session_converts_once():
    events = [started("s-1"), started("s-2"), placed("s-1"), placed("s-1")]
    assert compute_conversion_rate(events) == 50.0


def test_abandoned_carts_are_a_share_of_filled_ones():
    events = [placed("s-1"), Event("cart_abandoned", "s-2", MONDAY)]
    assert abandonment_rate(events) == 50.0
    assert abandonment_rate([]) == 0.0


def test_growth_from_nothing_is_zero():
    assert growth(0, 10) == 0.0
    assert growth(200, 250) == 25.0


def test_revenue_is_kept_by_day():
    assert revenue_by_day([placed("s-1"), placed("s-2", 500)]) == {MONDAY.date(): 2_500}


def test_the_summary_has_every_figure():
    figures = summary([started("s-1"), placed("s-1")])
    assert figures == {
        "orders": 1.0,
        "revenue": 20.0,
        "average_order": 20.0,
        "abandonment": 0.0,
        "conversion": 100.0,
    }
