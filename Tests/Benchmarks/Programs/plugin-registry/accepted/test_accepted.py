import pytest
from plugins.registry import Registry, UnknownPlugin


def test_unknown():
    with pytest.raises(UnknownPlugin):
        Registry({}).run("x")
