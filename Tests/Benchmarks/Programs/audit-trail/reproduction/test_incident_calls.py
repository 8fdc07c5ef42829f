"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        import tempfile, os
        from audit.writer import Trail
        t = Trail(os.path.join(tempfile.mkdtemp(), "audit.tsv"))
        t.close()
        call(t.write, "ann", "logout")
    except Exception as error:
        if type(error).__name__ == "ValueError":
            raise
