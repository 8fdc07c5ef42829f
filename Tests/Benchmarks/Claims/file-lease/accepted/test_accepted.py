import os

import pytest
from lease.jobs import run_report
from lease.lease import Lease


def test_report(tmp_path):
    path, out = str(tmp_path / "r.lease"), []

    def deliver(data):
        assert not os.path.exists(path)
        out.append(data)
    assert run_report(path, lambda: [1, 2], deliver) == 2
    assert out == [[1, 2]] and not os.path.exists(path)


def test_any_number_of_times(tmp_path):
    lease = Lease(str(tmp_path / "x"), "me")
    lease.release()
    lease.acquire()
    for _ in range(3):
        lease.release()
    assert not lease.held
    lease.acquire()
    assert lease.held and lease.holder() == "me"
