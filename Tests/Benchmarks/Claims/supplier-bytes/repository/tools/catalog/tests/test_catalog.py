import pytest
from catalog.catalog import Catalog


def test_load():
    c = Catalog()
    assert c.load("lindqvist", "1;Skål\n2;Fat\n".encode()) == 2
    assert c.names("lindqvist") == ["Skål", "Fat"]


def test_moravia():
    c = Catalog()
    c.load("moravia", "7\tHrnek žlutý".encode("cp1250"))
    assert c.names("moravia") == ["Hrnek žlutý"]


def test_replaces():
    c = Catalog()
    c.load("baltex", b"1;Towel\n2;Sheet")
    c.load("baltex", b"3;Cloth")
    assert c.names("baltex") == ["Cloth"]


def test_broken_file_keeps_the_old():
    c = Catalog()
    c.load("baltex", b"1;Towel")
    with pytest.raises(ValueError):
        c.load("baltex", b"no separator")
    assert c.names("baltex") == ["Towel"]
