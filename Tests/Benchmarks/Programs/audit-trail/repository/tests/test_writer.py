import pytest

from audit.writer import AuditClosed, Trail, trail


def test_lines(tmp_path):
    path = tmp_path / "audit.tsv"
    with trail(path) as opened:
        opened.write("ann", "login")
        opened.write("bob", "logout")
    assert path.read_text() == "ann\tlogin\nbob\tlogout\n"
    assert opened.count == 2


def test_closed_twice(tmp_path):
    opened = Trail(tmp_path / "x")
    opened.close()
    with pytest.raises(AuditClosed):
        opened.close()
