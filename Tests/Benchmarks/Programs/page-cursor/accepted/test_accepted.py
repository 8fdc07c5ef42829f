import pytest
from paging.cursor import BadCursor, decode


def test_not_json():
    with pytest.raises(BadCursor):
        decode("bm90anNvbg==")
