"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from conf.layers import Layers
        call(Layers("/etc/shop/nowhere/local.ini").get, "web", "port")
    except Exception as error:
        if type(error).__name__ == "FileNotFoundError":
            raise
