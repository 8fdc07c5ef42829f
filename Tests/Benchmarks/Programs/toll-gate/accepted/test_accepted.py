import pytest
from tolls.booth import Booth
from tolls.errors import TollError


def test_unknown():
    booth = Booth({})
    with pytest.raises(TollError):
        booth.charge("zz")
    assert booth._passed == []
