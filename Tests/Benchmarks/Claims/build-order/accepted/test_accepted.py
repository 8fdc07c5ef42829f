import json

import pytest
from ordo.cli import main
from ordo.errors import CycleError, UnknownTarget
from ordo.graph import Graph


def test_cycle():
    with pytest.raises(CycleError):
        Graph({"a": ["b"], "b": ["c"], "c": ["b"]}).order("a")


def test_needs_itself():
    with pytest.raises(CycleError):
        Graph({"a": ["a"]}).order("a")


def test_cli_one_line(tmp_path, capsys):
    f = tmp_path / "o.json"
    f.write_text(json.dumps({"a": ["b"], "b": ["a"]}))
    assert main(["-f", str(f), "a"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("ordo: targets need each other") and err.count("\n") == 1


def test_diamond_is_no_cycle():
    assert Graph({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}).order("a") == ["d", "b", "c", "a"]
