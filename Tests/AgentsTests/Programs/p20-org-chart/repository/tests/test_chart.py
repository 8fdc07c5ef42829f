import pytest

from people.chart import Chart, Person


def test_manager_name():
    head = Person(1, "Ada")
    assert Chart([head, Person(2, "Bea", head)]).manager_name(2) == "Ada"
    assert Chart([head]).manager_name(1) is None


def test_unknown_people():
    with pytest.raises(LookupError):
        Chart([]).manager_name(1)


def test_nobody_reports_in_an_empty_chart():
    assert Chart([]).reports_of("Ada") == []
