import pytest
from sphinx.application import Sphinx


def html_of(tmp_path, text):
    (tmp_path / "conf.py").write_text("project = 'x'\n")
    (tmp_path / "index.rst").write_text("Keys\n====\n\n%s\n" % text)
    app = Sphinx(
        str(tmp_path), str(tmp_path), str(tmp_path / "out"), str(tmp_path / "tree"), "html", status=None
    )
    app.build(force_all=True)
    return (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("keys", ["Control - 0", "Control + Shift + T"])
def test_separator_as_a_key(tmp_path, keys):
    assert "kbd" in html_of(tmp_path, "Press :kbd:`%s` now." % keys)


def test_two_keys_are_marked_up_one_by_one(tmp_path):
    html = html_of(tmp_path, "Press :kbd:`Control+X` now.")
    assert ">Control</kbd>" in html
    assert ">X</kbd>" in html


def test_single_key(tmp_path):
    assert ">F1</kbd>" in html_of(tmp_path, "Press :kbd:`F1` now.")
