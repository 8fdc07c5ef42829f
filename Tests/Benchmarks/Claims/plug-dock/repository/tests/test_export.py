import pytest
from dock.base import Exporter, suffixes
from dock.export import export, load


def test_tsv():
    assert export("a.tsv", [(1, 2)]) == "1\t2\n"


def test_highest_priority_wins():
    assert export("a.json", [(1,)]) == "[\n [\n  1\n ]\n]"


def test_suffixes():
    load()
    assert suffixes() == ["csv", "json", "tsv"]


def test_unknown():
    with pytest.raises(LookupError):
        export("a.xls", [])


def test_abstract_base_cannot_be_made():
    with pytest.raises(TypeError):
        Exporter()
