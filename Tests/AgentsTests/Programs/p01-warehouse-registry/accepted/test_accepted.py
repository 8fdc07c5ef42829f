import pytest

from stockroom.errors import UnknownWarehouse
from stockroom.levels import Network


def test_the_refusal_names_the_warehouse():
    with pytest.raises(UnknownWarehouse) as caught:
        Network().pick("ORD", "lamp")
    assert caught.value.code == "ORD"
