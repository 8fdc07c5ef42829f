from fleet.jobs import plan_day


def test_nearest_first():
    orders = [{"customer": "b", "x": 2, "y": 0}, {"customer": "a", "x": 1, "y": 0}]
    assert plan_day(orders, {})[0]["stops"] == ["a", "b"]


def test_speed_is_a_setting():
    orders = [{"customer": "a", "x": 10, "y": 0}]
    assert plan_day(orders, {"FLEET_SPEED_KMH": "60"})[0]["minutes"] == 10
