import io

import pytest
from rcfile import SettingsError, main, parse


def test_comment():
    assert parse("# editor\nexport EDITOR=vim\n") == {"EDITOR": "vim"}


def test_comment_indented(tmp_path):
    rc = tmp_path / "rc"
    rc.write_text("  # x\nA=1\n")
    assert main(rc, io.StringIO()) == 0


def test_bad_name():
    with pytest.raises(SettingsError):
        parse("my name=1")
