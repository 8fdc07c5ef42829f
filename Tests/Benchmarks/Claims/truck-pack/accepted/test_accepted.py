import pytest
from loading.TruckPlanner import TruckPlanner

NODES = [{"id": "a", "weight": 60, "value": 10}, {"id": "b", "weight": 50, "value": 9}]


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_weighed_freight_as_before():
    assert TruckPlanner([("T1", 110)]).plan(NODES) == ({"T1": ["a", "b"]}, [])
    assert TruckPlanner([("T1", 60), ("T2", 10)]).plan(NODES) == ({"T1": ["a"], "T2": []}, ["b"])


UNKNOWN = [{"id": "x", "value": 99}, {"id": "y", "weight": None, "value": 50}]


@pytest.mark.parametrize("node", UNKNOWN)
def test_a_truck_is_never_loaded_blind(node):
    got = attempt(TruckPlanner([("T1", 110), ("T2", 1000)]).plan, NODES + [node])
    if not isinstance(got, Exception):
        assert all(node["id"] not in ids for ids in got[0].values())


@pytest.mark.parametrize("node", UNKNOWN)
def test_no_freight_disappears(node):
    got = attempt(TruckPlanner([("T1", 110)]).plan, [node] + NODES)
    if not isinstance(got, Exception):
        assert node["id"] in str(got)
        assert got[0]["T1"] == ["a", "b"]


def test_plan_does_not_change_the_announcement():
    nodes = [dict(n) for n in NODES + UNKNOWN]
    attempt(TruckPlanner([("T1", 110)]).plan, nodes)
    assert nodes == NODES + UNKNOWN
