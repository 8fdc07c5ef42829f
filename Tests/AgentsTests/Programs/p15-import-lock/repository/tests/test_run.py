import pytest

from importer.errors import BadRow
from importer.run import Importer


def test_rows_are_imported():
    sink = []
    assert Importer(sink).run([("a", 1), ("b", 2)]) == 2
    assert sink[1]["note"] == "imported\n  by hand"


def test_two_files_one_after_the_other():
    importer = Importer([])
    importer.run([("a", 1)])
    importer.run([("b", 1)])
    assert importer.rows == 2


def test_a_bad_row_is_refused():
    with pytest.raises(BadRow):
        Importer([]).run([("a",)])
