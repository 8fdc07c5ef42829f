import pytest
from inbox.steps import Unreadable, need, pipe
from inbox.sweep import sweep


def test_good_and_bad(tmp_path):
    (tmp_path / "a.json").write_text('{"meter": "m1", "kwh": 4.5}')
    (tmp_path / "b.json").write_text('{"meter"')
    (tmp_path / "c.json").write_text('{"meter": "m2"}')
    out = []
    assert sweep(tmp_path, lambda *a: out.append(a)) == (1, 2)
    assert out == [("m1", 4.5)]
    assert (tmp_path / "quarantine" / "c.why").read_text() == "missing kwh\n"
    assert (tmp_path / "done" / "a.json").exists()


def test_pipe():
    assert pipe(int, lambda n: n + 1)("4") == 5


def test_need():
    with pytest.raises(Unreadable):
        need("a")({})


def test_sink_error_leaves_the_file(tmp_path):
    (tmp_path / "a.json").write_text('{"meter": "m1", "kwh": 1}')

    def sink(*a):
        raise OSError("database away")
    with pytest.raises(OSError):
        sweep(tmp_path, sink)
    assert (tmp_path / "a.json").exists()
