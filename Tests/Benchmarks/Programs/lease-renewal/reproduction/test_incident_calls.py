"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from leases import LeaseTable
        t = LeaseTable(clock=iter([0.0, 0.0, 99.0]).__next__)
        t.acquire("build-1", "ci", 5)
        t.acquire("build-2", "ci", 5)
        call(t.expire)
    except Exception as error:
        if type(error).__name__ == "RuntimeError":
            raise
