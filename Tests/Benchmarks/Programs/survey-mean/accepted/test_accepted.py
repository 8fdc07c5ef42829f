from survey import Survey


def test_a_question_nobody_answered():
    survey = Survey("s")
    survey.add("a", 2)
    assert survey.overview(["a", "b"]) == {"a": 2.0, "b": 0.0}
