import pytest

from parcels.carriers import NoCarrier, cheapest, quote


def test_nobody_carries_it():
    with pytest.raises(NoCarrier):
        cheapest(500000)
    assert quote({"a": 10, "c": 500000}) == {"a": "bike"}
