import io
from decimal import Decimal as D

import pytest
from payroll.main import monthly
from payroll.timesheet import readTimesheet

RATES = {"7": D(200), "11": D(240), "12": D(190)}


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_complete_sheets_as_before():
    assert monthly(io.StringIO("7;Berg;150;\n12;Lie;160;4\n"), "2025-04", RATES) == \
        "H|2025-04|2\nP|7|30000.00\nP|12|31540.00\nT|61540.00\n"


def test_hours_of_zero_are_hours():
    assert "P|11|0.00" in monthly(io.StringIO("11;Moe;0;\n"), "2025-04", RATES)


@pytest.mark.parametrize("hours", ["", "  "])
def test_nobody_is_paid_a_guess(hours):
    got = attempt(monthly, io.StringIO(f"7;Berg;150;\n11;Moe;{hours};\n"), "2025-04", RATES, {"11": D(150)})
    assert "P|11|" not in str(got)


@pytest.mark.parametrize("hours", ["", "n/a"])
def test_nobody_vanishes_silently(hours):
    got = attempt(monthly, io.StringIO(f"7;Berg;150;\n11;Moe;{hours};\n"), "2025-04", RATES)
    if isinstance(got, str):
        assert "11" in got, "the bank file looks complete without employee 11"
