import pytest
from inbox.sweep import sweep

GOOD = b'{"meter": "m9", "kwh": 9}'


@pytest.mark.parametrize("raw", [b'{"meter": "m2", "kwh": 2, "note": "f\xf8rste"}', b"\xff\xfe{\x00", b"", b"{"])
def test_unreadable_contents_are_quarantined(tmp_path, raw):
    (tmp_path / "a.json").write_bytes(raw)
    (tmp_path / "b.json").write_bytes(GOOD)
    out = []
    assert sweep(tmp_path, lambda *a: out.append(a)) == (1, 1)
    assert out == [("m9", 9)]
    assert (tmp_path / "quarantine" / "a.json").read_bytes() == raw
    assert (tmp_path / "quarantine" / "a.why").read_text().strip()


def test_our_own_errors_stop_the_sweep(tmp_path):
    (tmp_path / "a.json").write_bytes(GOOD)

    def sink(*a):
        raise OSError("database away")
    with pytest.raises(OSError):
        sweep(tmp_path, sink)
    assert (tmp_path / "a.json").exists() and not (tmp_path / "quarantine").exists()


def test_errors_of_the_sink_are_not_the_files(tmp_path):
    (tmp_path / "a.json").write_bytes(GOOD)

    def sink(*a):
        raise ValueError("sink is broken")
    with pytest.raises(ValueError):
        sweep(tmp_path, sink)
    assert (tmp_path / "a.json").exists()
