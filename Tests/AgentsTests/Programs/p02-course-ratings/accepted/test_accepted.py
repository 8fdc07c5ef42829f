from ratings import Course, summary


def test_an_unrated_course_has_no_average():
    assert Course("Knitting").average() is None
    assert summary([Course("Knitting")]) == "Knitting: -"
