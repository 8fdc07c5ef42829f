import pytest
from lint.__main__ import main
from lint.brackets import check
from lint.report import aligned, plain


def test_aligned():
    text = "(\n" * 9 + "   ]"
    got = aligned("t", check(")" + "\n" * 9 + "   ]"))
    assert got == ["t  1:1   ) without (", "t  10:4  ] without ["]


def test_aligned_max():
    assert aligned("t", check(")))"), 1) == ["t  1:1  ) without ("]
    assert len(aligned("t", check(")))"), 2)) == 2
    assert len(aligned("t", check(")))"))) == 3


def test_main(tmp_path, capsys):
    f = tmp_path / "a.tpl"
    f.write_text("((")
    assert main(["--style", "aligned", "--max", "1", str(f)]) == 1
    assert capsys.readouterr().out.count("never closed") == 1


def test_plain_as_before():
    assert len(plain("t", check("((("), 2)) == 2
