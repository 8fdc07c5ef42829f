import pytest

from sensors.window import Window


def test_average():
    window = Window(2)
    assert window.average is None
    for value in (1, 2, 4):
        window.push(value)
    assert window.average == 3


def test_outlier():
    window = Window(5)
    for value in (1, 2, 1, 2):
        window.push(value)
    assert window.is_outlier(90)
    assert not window.is_outlier(2)


def test_size():
    with pytest.raises(ValueError):
        Window(0)
