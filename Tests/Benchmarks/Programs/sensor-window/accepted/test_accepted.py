from sensors.window import Window


def test_first():
    assert Window(3).is_outlier(9.0) is False
