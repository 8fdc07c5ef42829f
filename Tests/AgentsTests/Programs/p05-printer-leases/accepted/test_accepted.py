import pytest

from printing.jobs import PrintRoom
from printing.pool import PrinterPool


def test_a_printer_comes_back_whatever_happens():
    room = PrintRoom(PrinterPool(["north"]))
    for pages in (["x"] * 51, [None]):
        with pytest.raises(Exception):
            room.print_document("novel", pages)
    assert room.pool.idle == 1
    assert room.print_document("menu", ["a"]) == 1
    assert room.pool.idle == 1
