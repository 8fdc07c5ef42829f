import pytest
from tracking.parcels import Parcels
from tracking.status import Status, status_of


def test_status_as_carriers_write_it():
    parcels = Parcels()
    parcels.update({"carrier": "GLS", "number": "1", "status": "Delivered"})
    assert parcels.delivered() == ["1"]
    assert status_of(" ON_THE_WAY ") is Status.ON_THE_WAY


def test_nonsense_is_not_a_status():
    with pytest.raises(ValueError):
        status_of("lost")
