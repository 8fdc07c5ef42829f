"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from thumbs.cli import main
        call(main, ["800", "--box", "64x64"])
    except Exception as error:
        if type(error).__name__ == "ValueError":
            raise
