import pytest

from printing.jobs import JobRefused


def test_pages_are_printed(room):
    assert room.print_document("menu", [" soup ", "cake"]) == 2
    assert room.printed[0][3] == "SOUP"


def test_a_printer_comes_back(room):
    room.print_document("menu", ["soup"])
    assert room.pool.idle == 2


def test_long_documents_are_refused(room):
    with pytest.raises(JobRefused):
        room.print_document("novel", ["x"] * 51)
