import pytest
from todo.main import main


@pytest.fixture
def todo(tmp_path, capsys):
    def run(*argv):
        code = main(["--file", str(tmp_path / "t.json"), *argv])
        return code, capsys.readouterr().out
    return run


def test_add_and_list(todo):
    assert todo("add", "buy milk", "--due", "2025-05-01") == (0, "#1 buy milk\n")
    assert todo("list") == (0, "[ ] 1 buy milk (due 2025-05-01)\n")


def test_done(todo):
    todo("add", "a")
    todo("add", "b")
    assert todo("done", "1")[0] == 0
    assert todo("list") == (0, "[ ] 2 b\n")
    assert todo("list", "--all")[1].startswith("[x] 1 a")


def test_done_unknown(todo):
    assert todo("done", "4")[0] == 1
