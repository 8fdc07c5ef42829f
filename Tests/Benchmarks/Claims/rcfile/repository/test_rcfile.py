import io

import pytest
from rcfile import SettingsError, main, parse


def test_parse():
    assert parse("export EDITOR=vim\n\nPAGER = less\n") == {"EDITOR": "vim", "PAGER": "less"}


def test_bad_name():
    with pytest.raises(SettingsError):
        parse("my name=1")


def test_main(tmp_path):
    rc = tmp_path / "rc"
    rc.write_text('A="b c"\n')
    out = io.StringIO()
    assert main(rc, out) == 0
    assert out.getvalue() == "A=b c\n"
