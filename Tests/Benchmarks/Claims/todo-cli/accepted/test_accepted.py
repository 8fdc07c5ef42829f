import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd() / "packages" / "todo"))

from todo.main import main


def run(tmp_path, capsys, *argv):
    code = main(["--file", str(tmp_path / "t.json"), *argv])
    return code, capsys.readouterr().out


def test_no_command_is_list(tmp_path, capsys):
    run(tmp_path, capsys, "add", "a", "--due", "2025-01-01")
    run(tmp_path, capsys, "add", "b")
    run(tmp_path, capsys, "done", "2")
    assert run(tmp_path, capsys) == run(tmp_path, capsys, "list") == (0, "[ ] 1 a (due 2025-01-01)\n")


def test_no_command_no_file(tmp_path, capsys):
    assert run(tmp_path, capsys) == (0, "")


def test_all_still_works(tmp_path, capsys):
    run(tmp_path, capsys, "add", "b")
    run(tmp_path, capsys, "done", "1")
    assert run(tmp_path, capsys, "list", "--all") == (0, "[x] 1 b\n")
