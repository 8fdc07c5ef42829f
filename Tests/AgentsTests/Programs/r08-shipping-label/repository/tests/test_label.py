from labels import make_label
from labels.label import Address, Service

ADA = Address("Ada", "Hauptstr. 1", "Berlin")


def test_light_things_are_letters():
    assert make_label(ADA, 120).startswith("L\n")


def test_heavy_things_are_parcels():
    assert make_label(ADA, 2400).startswith("P3\n")


def test_the_country_is_named_abroad():
    assert make_label(Address("Jo", "Rue 1", "Lyon", "FR"), 10, Service.LETTER).endswith("FR")
