import inflect
import pytest

engine = inflect.engine()


@pytest.mark.parametrize("number, text", [(-1, "-1st"), (-2, "-2nd"), (-13, "-13th"), (-40, "-40th")])
def test_negative_whole_numbers(number, text):
    assert engine.ordinal(number) == text


def test_positive_numbers_and_words_as_before():
    assert engine.ordinal(111) == "111th"
    assert engine.ordinal(23) == "23rd"
    assert engine.ordinal("two") == "second"
