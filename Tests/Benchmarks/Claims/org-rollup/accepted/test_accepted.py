import pytest
from orgchart import Chart, cost_of, headcount
from orgchart.cost import budget

RING = "person,boss,pay\nGro,,100\nNils,Gro,50\nPia,Ivar,70\nIvar,Pia,40\nLeo,Ivar,30\n"


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_trees_as_before():
    chart = Chart.from_csv(RING)
    assert cost_of(chart, "Gro") == 150 and headcount(chart, "Gro") == 2
    assert cost_of(chart, "Leo") == 30


@pytest.mark.parametrize("who", ["Pia", "Ivar"])
def test_no_sum_is_invented(who):
    chart = Chart.from_csv(RING)
    assert not isinstance(attempt(cost_of, chart, who), (int, float))
    assert not isinstance(attempt(headcount, chart, who), (int, float))


def test_input_stays():
    chart = Chart.from_csv(RING)
    attempt(budget, chart, ["Gro", "Pia"])
    assert chart.boss == {"Nils": "Gro", "Pia": "Ivar", "Ivar": "Pia", "Leo": "Ivar"}
    assert len(chart.pay) == 5


def test_sheet_has_no_plain_number_for_the_ring():
    got = attempt(budget, Chart.from_csv(RING), ["Gro", "Pia"])
    if isinstance(got, dict):
        assert got["Gro"] == (2, 150)
        assert not (isinstance(got.get("Pia"), tuple) and any(isinstance(v, int) for v in got["Pia"]))
        assert "Pia" in got
