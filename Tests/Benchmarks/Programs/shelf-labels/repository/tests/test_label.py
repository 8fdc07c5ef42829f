from shelf.label import BulkProduct, Product, label, sheet


def test_label():
    assert label(Product("Rice", 250, 500)) == "Rice 2.50 (5.00/kg)"


def test_sheet():
    assert sheet([BulkProduct("Oats", 120), Product("Flour", 100, 1000)]) == "Flour 1.00 (1.00/kg)\nOats 1.20 (1.20/kg)"


def test_no_weight():
    assert Product("Bag", 20).per_kilo is None
