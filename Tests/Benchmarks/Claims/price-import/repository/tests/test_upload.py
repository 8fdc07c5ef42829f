from decimal import Decimal

from importer.upload import upload


def test_csv():
    table = {}
    assert upload("s1", "p.csv", b"sku,price\nA1,2.5\nB2,3\n", table) == (True, "2 prices")
    assert table == {"s1": {"A1": Decimal("2.50"), "B2": Decimal("3.00")}}


def test_csv_semicolon():
    table = {}
    upload("s1", "P.CSV", "sku;price\nÅ1;2,5\n".encode(), table)
    assert table["s1"] == {"Å1": Decimal("2.50")}


def test_json_of_excel():
    table = {}
    upload("s2", "p.json", b'\xef\xbb\xbf[{"sku": "A", "price": 1}]', table)
    assert table["s2"] == {"A": Decimal("1.00")}


def test_problems():
    table = {"s1": {}}
    assert upload("s1", "p.csv", b"sku,price\nA,x\n", table) == (False, "not a price: 'x'")
    assert upload("s1", "p.xls", b"", table)[0] is False
    assert upload("s1", "p.csv", b"sku,price\nA,1\nA,1\n", table) == (False, "A twice")
    assert table == {"s1": {}}
