"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        import tempfile, os
        from tailer import count_file
        d = tempfile.mkdtemp()
        open(os.path.join(d, "app.log"), "w").write("2025-01-01 10:00 [INFO] up\nTraceback (most recent call last):\n")
        call(count_file, os.path.join(d, "app.log"))
    except Exception as error:
        if type(error).__name__ == "AttributeError":
            raise
