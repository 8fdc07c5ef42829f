import pytest
from importlib_metadata import diagnose


def dist(base, folder, metadata=None):
    path = base / folder
    path.mkdir()
    if metadata is not None:
        (path / "METADATA").write_text(metadata, encoding="utf-8")


def test_leftover_directory_does_not_stop_the_report(tmp_path, capsys):
    dist(tmp_path, "alpha-1.0.dist-info", "Metadata-Version: 2.1\nName: alpha\nVersion: 1.0\n")
    dist(tmp_path, "left-2.0.dist-info")
    diagnose.inspect(str(tmp_path))
    out = capsys.readouterr().out
    assert "alpha" in out
    assert "Found 2 packages" in out


def test_nameless_metadata_does_not_stop_the_report(tmp_path, capsys):
    dist(tmp_path, "odd-1.0.dist-info", "Metadata-Version: 2.1\nVersion: 1.0\n")
    dist(tmp_path, "beta-1.0.dist-info", "Metadata-Version: 2.1\nName: beta\nVersion: 1.0\n")
    diagnose.inspect(str(tmp_path))
    assert "beta" in capsys.readouterr().out


def test_proper_distributions_are_named(tmp_path, capsys):
    for name in ("alpha", "beta"):
        dist(tmp_path, name + "-1.0.dist-info", "Metadata-Version: 2.1\nName: %s\nVersion: 1.0\n" % name)
    diagnose.inspect(str(tmp_path))
    out = capsys.readouterr().out
    assert "Found 2 packages" in out and "alpha" in out and "beta" in out
