import os

from lease.jobs import run_report
from lease.lease import Lease


def test_next_holder_keeps_its_lease(tmp_path):
    path = str(tmp_path / "r.lease")
    other = Lease(path, "cleanup")
    assert run_report(path, lambda: [1], lambda data: other.acquire()) == 1
    assert os.path.exists(path) and other.holder() == "cleanup"


def test_refused_one_removes_nothing(tmp_path):
    path = str(tmp_path / "r.lease")
    Lease(path, "a").acquire()
    Lease(path, "b").release()
    assert Lease(path, "c").holder() == "a"
