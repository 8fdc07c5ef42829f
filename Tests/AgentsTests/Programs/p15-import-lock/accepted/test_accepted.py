import pytest

from importer.errors import AlreadyRunning, BadRow
from importer.run import Importer


def test_the_importer_is_free_after_any_failure():
    importer = Importer(None)
    with pytest.raises(AttributeError):
        importer.run([("a", 1)])
    assert importer.running is False


def test_two_at_once_are_still_refused():
    importer = Importer([])

    def rows():
        with pytest.raises(AlreadyRunning):
            importer.run([])
        yield ("a", 1)

    assert importer.run(rows()) == 1
