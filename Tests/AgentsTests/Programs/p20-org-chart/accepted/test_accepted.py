from people.chart import Chart, Person


def test_the_top_reports_to_nobody():
    assert Chart([Person(1, "Ada")]).reports_of("Ada") == []
