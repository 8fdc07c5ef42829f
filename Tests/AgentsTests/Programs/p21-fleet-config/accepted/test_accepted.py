from fleet.jobs import plan_day
from fleet.settings import load


def test_the_limit_is_a_number_however_it_comes():
    assert load({"FLEET_MAX_STOPS": "12"}).max_stops == 12
    assert load({}).max_stops == 20


def test_vans_are_filled_up_to_it():
    orders = [{"customer": str(i), "x": i, "y": 0} for i in range(5)]
    assert [len(r["stops"]) for r in plan_day(orders, {"FLEET_MAX_STOPS": "2"})] == [2, 2, 1]
