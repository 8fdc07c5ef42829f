from tracking.parcels import Parcels
from tracking.status import Status
from tracking.text import text


def test_updates():
    parcels = Parcels()
    assert parcels.update({"carrier": " DHL", "number": "1", "status": "accepted"}) == 1
    assert parcels.update({"carrier": "dhl", "number": "1", "status": "delivered"}) == 2
    assert parcels.state("DHL", "1") is Status.DELIVERED and parcels.delivered() == ["1"]


def test_unheard():
    assert text(Parcels().state("ups", "9")) == "We have not heard of your parcel yet."
