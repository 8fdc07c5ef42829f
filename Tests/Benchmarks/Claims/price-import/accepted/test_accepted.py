from decimal import Decimal

import pytest
from importer.readers import read_csv
from importer.upload import upload

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize("sep", [b";", b","])
def test_csv_of_excel(sep):
    table = {}
    raw = BOM + b"sku" + sep + b"price\r\nK-1" + sep + b"49.90\r\n"
    assert upload("s", "p.csv", raw, table) == (True, "1 prices")
    assert table["s"] == {"K-1": Decimal("49.90")}


def test_reader_gives_clean_header():
    assert list(read_csv(BOM + b"sku,price\na,1\n")[0]) == ["sku", "price"]


def test_without_mark():
    assert read_csv("sku,price\nå,1\n".encode())[0]["sku"] == "å"
