import pytest

from plugins import Registry, plugin
from plugins.registry import PluginError, UnknownPlugin


@plugin("double")
def double(x):
    """Twice."""
    return 2 * x


def test_run():
    assert Registry().run("double", 4) == 8
    assert Registry().describe("double") == "Twice."


def test_twice():
    with pytest.raises(PluginError):
        plugin("double")(double)


def test_unknown():
    with pytest.raises(UnknownPlugin):
        Registry().describe("no")
