import humanize
import pytest


@pytest.mark.parametrize("value", [231.4, 55, 123456, 0.0234])
def test_precision_of_one_digit(value):
    text = humanize.metric(value, "V", precision=1)
    assert text.endswith("V")
    assert "." not in text


def test_hundreds_with_one_digit():
    assert humanize.metric(231.4, "V", precision=1) == "231 V"


def test_usual_precision_unchanged():
    assert humanize.metric(1500, "V") == "1.50 kV"
    assert humanize.metric(220, "V") == "220 V"
