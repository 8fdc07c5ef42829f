import pytest

from stockroom.api import handle_pick
from stockroom.errors import OutOfStock
from stockroom.levels import Network, Warehouse


@pytest.fixture
def network():
    return Network([Warehouse("LEJ", {"lamp": 3}), Warehouse("TLL", {"lamp": 1, "rug": 2})])


def test_picking_lowers_the_level(network):
    assert network.pick("LEJ", "lamp", 2) == 1


def test_more_than_there_is_is_refused(network):
    with pytest.raises(OutOfStock):
        network.pick("TLL", "lamp", 2)


def test_the_total_spans_all_warehouses(network):
    assert network.total("lamp") == 4


def test_a_refusal_is_answered(network):
    answer = handle_pick(network, {"warehouse": "TLL", "sku": "rug", "count": 5})
    assert answer["status"] == 409
