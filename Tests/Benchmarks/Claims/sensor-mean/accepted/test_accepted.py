import math

import pytest
import soilflux as sf


def ramp(per_second, flag=0, n=10):
    return [(10.0 * i, 400 + per_second * 10 * i, flag) for i in range(n)]


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_good_plots_as_before():
    res = sf.fluxes({"A": ramp(0.2), "B": ramp(-0.1)})
    assert res["A"]["flux"] == pytest.approx(-2 * res["B"]["flux"])
    assert sf.annual(res) == pytest.approx(res["A"]["flux"] / 4 * 12.011e-6 * 3600 * 24 * 365)


DATA = {"A": ramp(0.2), "B": ramp(0.4, flag=2), "C": ramp(0.4)}


def test_flagged_readings_are_not_used():
    got = attempt(sf.fluxes, DATA)
    if isinstance(got, dict) and "B" in got:
        flux = got["B"]["flux"]
        assert flux is None or math.isnan(flux)


def test_no_number_for_the_ministry_as_if_all_were_well():
    got = attempt(lambda: sf.annual(sf.fluxes(DATA)))
    assert not (isinstance(got, float) and math.isfinite(got))


def test_table_is_not_silent_about_the_plot():
    got = attempt(lambda: sf.table(sf.fluxes(DATA)))
    if isinstance(got, str):
        assert "B" in got
