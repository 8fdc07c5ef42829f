from stockroom.api import handle_pick
from stockroom.levels import Network, Warehouse


def test_a_pick_from_a_warehouse_that_is_closed_is_answered():
    network = Network([Warehouse("LEJ", {"lamp": 3})])
    answer = handle_pick(network, {"warehouse": "ORD", "sku": "lamp"})
    assert answer["status"] in (404, 409)
