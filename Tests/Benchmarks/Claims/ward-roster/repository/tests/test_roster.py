import pytest
from roster.people import Nurse
from roster.plan import Plan, as_table


@pytest.fixture
def plan():
    return Plan([Nurse("Ada", frozenset({"general", "dialysis"})), Nurse("Bea", frozenset({"general"})),
                 Nurse("Cem", frozenset({"general"}))])


def test_fair(plan):
    plan.fill([(n, "general") for n in range(1, 7)])
    assert [plan.nights[n, "general"] for n in range(1, 7)] == ["Ada", "Bea", "Cem"] * 2


def test_skill(plan):
    assert plan.assign(3, "dialysis").name == "Ada"


def test_not_two_nights_in_a_row(plan):
    plan.assign(3, "dialysis")
    assert plan.assign(4, "general").name != "Ada"


def test_table(plan):
    plan.fill([(2, "general"), (1, "general")])
    assert as_table(plan).splitlines()[0] == " 1 general    Bea"
