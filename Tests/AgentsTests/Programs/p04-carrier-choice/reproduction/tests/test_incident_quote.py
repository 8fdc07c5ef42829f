from parcels.carriers import quote


def test_a_parcel_that_is_too_heavy_does_not_break_the_quote():
    assert quote({"a": 10, "c": 500000})["a"] == "bike"
