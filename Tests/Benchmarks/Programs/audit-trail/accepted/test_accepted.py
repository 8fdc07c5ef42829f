import pytest
from audit.writer import AuditClosed, Trail


def test_write_after_close(tmp_path):
    opened = Trail(tmp_path / "x")
    opened.close()
    with pytest.raises(AuditClosed):
        opened.write("a", "b")
    assert opened.count == 0
