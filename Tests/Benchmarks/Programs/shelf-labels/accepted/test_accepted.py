from shelf.label import Product, sheet


def test_no_weight():
    assert sheet([Product("Card", 2500)]) == "Card 25.00"
