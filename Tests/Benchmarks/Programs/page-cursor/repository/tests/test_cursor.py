import pytest

from paging.cursor import BadCursor, decode, page


def test_pages():
    first, cursor = page([1, 2, 3])
    assert first == [1, 2]
    assert page([1, 2, 3], cursor) == ([3], None)


def test_bad():
    with pytest.raises(BadCursor):
        decode("a")
