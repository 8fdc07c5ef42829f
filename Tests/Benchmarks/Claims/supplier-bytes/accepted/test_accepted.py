import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd() / "tools" / "catalog"))

import pytest
from catalog.catalog import Catalog

RAW = b"101;Hand towel\n103;R\xe4tik, \xfehine\n104;Lina\xe6\n"


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_readable_files_as_before():
    c = Catalog()
    assert c.load("baltex", "1;Käsipyyhe\n2;Lina".encode()) == 2
    assert c.names("baltex") == ["Käsipyyhe", "Lina"]
    c.load("moravia", "7\tHrnek žlutý".encode("cp1250"))
    assert c.names("moravia") == ["Hrnek žlutý"]


def test_no_name_is_made_up():
    c = Catalog()
    attempt(c.load, "baltex", RAW)
    names = c.names("baltex")
    assert all(n.isascii() for n in names)
    assert not {"Rtik, hine", "R?tik, ?hine", "Lina"} & set(names)


def test_old_articles_stay_when_the_file_is_not_taken():
    c = Catalog()
    c.load("baltex", b"101;Hand towel\n102;Tea towel\n")
    got = attempt(c.load, "baltex", RAW)
    if isinstance(got, Exception):
        assert c.names("baltex") == ["Hand towel", "Tea towel"]
    else:
        assert got != 3 and "Tea towel" in c.names("baltex")


def test_other_suppliers_untouched():
    c = Catalog()
    c.load("lindqvist", b"1;Fat")
    attempt(c.load, "baltex", RAW)
    assert c.names("lindqvist") == ["Fat"]
