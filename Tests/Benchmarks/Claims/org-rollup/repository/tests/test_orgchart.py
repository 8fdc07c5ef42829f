import pytest
from orgchart import Chart, cost_of, headcount
from orgchart.cost import budget

TEXT = """person,boss,pay
Gro,,100
Nils,Gro,60
Pia,Gro,70
Ivar,Pia,40
"""


@pytest.fixture
def chart():
    return Chart.from_csv(TEXT)


def test_cost(chart):
    assert cost_of(chart, "Gro") == 270
    assert cost_of(chart, "Pia") == 110


def test_headcount(chart):
    assert headcount(chart, "Gro") == 4


def test_budget(chart):
    assert budget(chart, ["Nils", "Pia"]) == {"Nils": (1, 60), "Pia": (2, 110)}


def test_tops(chart):
    assert chart.tops() == ["Gro"] and chart.reports("Gro") == ["Nils", "Pia"]
