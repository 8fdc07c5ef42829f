"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from accounts.signup import handle
        from accounts.store import Store
        call(handle, Store(), '{"email":"k@example.org","password":"correct horse"}')
    except Exception as error:
        if type(error).__name__ == "KeyError":
            raise
