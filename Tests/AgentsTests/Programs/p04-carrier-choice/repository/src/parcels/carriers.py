"""Chooses who carries a parcel."""

CARRIERS = [
    {"name": "bike", "grams": 3000, "cents": 450},
    {"name": "van", "grams": 20000, "cents": 690},
    {"name": "truck", "grams": 400000, "cents": 4900},
]


class NoCarrier(ValueError):
    """Nobody carries such a parcel."""


def carriers_for(grams):
    return [carrier for carrier in CARRIERS if grams <= carrier["grams"]]


def cheapest(grams):
    """The cheapest carrier of a parcel.

    Raises NoCarrier for one that nobody can lift.
    """
    lowest = None
    for carrier in carriers_for(grams):
        if lowest is None or carrier["cents"] < lowest:
            lowest = carrier["cents"]
            choice = carrier["name"]
    return choice


def quote(parcels):
    """Carrier of each parcel by its number; parcels nobody carries are left out."""
    result = {}
    for number, grams in parcels.items():
        try:
            result[number] = cheapest(grams)
        except NoCarrier:
            continue
    return result
