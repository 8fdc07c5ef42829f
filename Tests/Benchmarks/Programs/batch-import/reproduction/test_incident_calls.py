"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from importer.batch import Source, load
        class C:
            def open(self): pass
            def close(self): pass
            def fetch(self): return iter([{"id": "1", "amount": "3"}, {"id": "77", "amount": "n/a"}])
        call(load, Source(C()), [])
    except Exception as error:
        if type(error).__name__ == "ValueError":
            raise
