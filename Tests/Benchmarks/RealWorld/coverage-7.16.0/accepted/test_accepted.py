import runpy

import coverage


def annotate(tmp_path, name):
    script = tmp_path / name
    script.write_text("a = 1\nif a > 1:\n    a = 2\n")
    cov = coverage.Coverage(data_file=None, include=[str(script)])
    cov.start()
    runpy.run_path(str(script))
    cov.stop()
    out = tmp_path / "out"
    cov.annotate(directory=str(out))
    return list(out.iterdir())


def test_pyw_file_is_annotated(tmp_path):
    (made,) = annotate(tmp_path, "window.pyw")
    assert made.name.endswith("window.pyw,cover")
    assert "! " in made.read_text()


def test_file_without_a_known_extension(tmp_path):
    (made,) = annotate(tmp_path, "tool.script")
    assert made.name.endswith("tool.script,cover")


def test_py_file_as_before(tmp_path):
    (made,) = annotate(tmp_path, "plain.py")
    assert made.name.endswith("plain.py,cover")
    assert made.read_text().splitlines()[0] == "> a = 1"
