import pytest
from lint.__main__ import main
from lint.brackets import check
from lint.report import aligned, plain


@pytest.mark.parametrize("text, problems", [
    ("{[()]}", []),
    (")", [(1, 1, ") without (")]),
    ("(\n ]", [(2, 2, "] closes ( of line 1")]),
    ("a {", [(1, 3, "{ is never closed")]),
])
def test_check(text, problems):
    assert list(check(text)) == problems


def test_plain_max():
    assert plain("t", check(")))"), 2) == ["t:1:1: ) without (", "t:1:2: ) without ("]


def test_aligned_nothing():
    assert aligned("t", []) == []


def test_main(tmp_path, capsys):
    f = tmp_path / "a.tpl"
    f.write_text("()")
    assert main([str(f)]) == 0 and main(["--style", "aligned", str(f)]) == 0
    f.write_text("(")
    assert main([str(f)]) == 1
