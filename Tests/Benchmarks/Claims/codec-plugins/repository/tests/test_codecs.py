import pytest
from codecs_app.loader import enable, read
from codecs_app.registry import Clash, Codec


def test_builtin():
    assert read("a.ini", "x=1\ny=2=3") == {"x": "1", "y": "2=3"}
    assert read("a.TAB", "1\t2") == [["1", "2"]]


def test_vendor():
    enable(["acme"])
    assert read("scan.dat", "2 a b c d") == [["a", "b"], ["c", "d"]]


def test_clash():
    with pytest.raises(Clash):
        class Other(Codec):
            endings = ("ini",)


def test_unknown():
    with pytest.raises(KeyError):
        read("a.xyz", "")
