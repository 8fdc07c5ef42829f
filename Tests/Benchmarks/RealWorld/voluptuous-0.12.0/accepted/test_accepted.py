import pytest
from voluptuous import Invalid, Range, Schema


@pytest.mark.parametrize("bad", [None, "12", [1]])
def test_values_that_cannot_be_compared_are_invalid(bad):
    with pytest.raises(Invalid):
        Schema({"days": Range(min=1, max=365)})({"days": bad})


def test_own_message_is_kept():
    with pytest.raises(Invalid, match="pick a number"):
        Schema(Range(min=1, msg="pick a number"))(None)


def test_numbers():
    days = Schema(Range(min=1, max=365, max_included=False))
    assert days(1) == 1
    with pytest.raises(Invalid):
        days(365)
