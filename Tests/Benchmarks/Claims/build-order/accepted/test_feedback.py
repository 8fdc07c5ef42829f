import sys

import pytest
from ordo.errors import CycleError
from ordo.graph import Graph


def test_path_is_the_cycle():
    with pytest.raises(CycleError) as e:
        Graph({"image": ["app"], "app": ["lib"], "lib": ["gen"], "gen": ["lib"]}).order("image")
    assert e.value.path[0] == e.value.path[-1]
    assert set(e.value.path) == {"lib", "gen"} and len(e.value.path) == 3


def test_long_chain_is_no_cycle():
    needs = {str(i): [str(i + 1)] for i in range(5000)}
    needs["5000"] = []
    try:
        Graph(needs).order("0")
    except CycleError:
        pytest.fail("called a chain a cycle")
    except RecursionError:
        pass
