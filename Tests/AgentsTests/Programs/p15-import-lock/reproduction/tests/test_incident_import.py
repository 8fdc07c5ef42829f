from importer.errors import BadRow
from importer.run import Importer


def test_an_import_after_a_refused_one():
    importer = Importer([])
    try:
        importer.run([("a",)])
    except BadRow:
        pass
    assert importer.run([("a", 1)]) == 1
