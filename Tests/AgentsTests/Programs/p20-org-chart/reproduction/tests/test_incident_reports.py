from people.chart import Chart, Person


def test_reports_with_somebody_at_the_top():
    head = Person(1, "Ada")
    assert Chart([head, Person(2, "Bea", head)]).reports_of("Ada") == ["Bea"]
