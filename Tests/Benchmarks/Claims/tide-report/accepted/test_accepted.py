import pytest
import tide_report as tr


def test_old_gauge_one_sample_per_bin():
    rows = [(0, 180.0), (120, 260.0), (240, 340.0), (360, 301.0)]
    res = tr.analyse(rows)
    assert res["bins"] == [180.0, 260.0, 340.0, 301.0]
    assert res["high"] == (240, 340.0) and res["n"] == 4


@pytest.mark.parametrize("n", [2, 23])
def test_fewer_than_24(n):
    rows = [(i * 60, float(i)) for i in range(n)]
    assert tr.analyse(rows)["bins"] == [float(i) for i in range(n)]


def test_full_day_as_before():
    rows = [(i * 30, float(i)) for i in range(48)]
    assert tr.analyse(rows)["bins"] == [2 * i + 0.5 for i in range(24)]
