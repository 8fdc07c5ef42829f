from invoice import lines
from stats import median
import pytest


def test_usual():
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 2, 3]) == 2.5


def test_no_median_of_nothing():
    with pytest.raises(Exception):
        median([])


def test_no_credit_of_thirty():
    try:
        out = lines({"a": 100}, {"a": []})
    except Exception:
        return
    assert out == ["a 100.00"]
