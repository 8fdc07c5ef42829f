from datetime import date

from grades import Grade, Pupil, SchoolClass, Term, report


def make_class(term=Term.AUTUMN):
    grade = Grade(12, Term.AUTUMN, date(2024, 10, 1))
    better = Grade(14, Term.AUTUMN, date(2024, 11, 1), weight=3)
    return SchoolClass("5b", [Pupil("Ada", [grade]), Pupil("Max", [better])], term)


def test_weights_count():
    assert make_class().average == 13.5


def test_the_report_names_the_class():
    assert report([make_class()]) == "5b: 13.5"
