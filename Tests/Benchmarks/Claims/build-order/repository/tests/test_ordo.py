import json

from ordo.cli import main
from ordo.graph import Graph

NEEDS = {"app": ["lib", "ui"], "ui": ["lib"], "lib": [], "docs": ["app"]}


def test_order():
    assert Graph(NEEDS).order("docs") == ["lib", "ui", "app", "docs"]


def test_cli(tmp_path, capsys):
    f = tmp_path / "o.json"
    f.write_text(json.dumps(NEEDS))
    assert main(["-f", str(f), "ui"]) == 0
    assert capsys.readouterr().out.split() == ["lib", "ui"]


def test_unknown(tmp_path, capsys):
    f = tmp_path / "o.json"
    f.write_text(json.dumps({"a": ["b"]}))
    assert main(["-f", str(f), "a"]) == 2
    assert capsys.readouterr().err == "ordo: no such target: b\n"
