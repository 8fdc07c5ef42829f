from parcels.carriers import cheapest, quote


def test_small_parcels_go_by_bike():
    assert cheapest(800) == "bike"


def test_heavier_ones_go_by_van():
    assert cheapest(3001) == "van"


def test_a_quote_names_every_parcel():
    assert quote({"a": 10, "b": 50000}) == {"a": "bike", "b": "truck"}
