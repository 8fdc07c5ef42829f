import pytest

from printing.jobs import JobRefused


def test_printers_are_free_after_refused_jobs(room):
    for _ in range(3):
        try:
            room.print_document("novel", ["x"] * 51)
        except JobRefused:
            pass
    assert room.print_document("menu", ["soup"]) == 1
