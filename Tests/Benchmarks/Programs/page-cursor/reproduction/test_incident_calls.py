"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from paging.cursor import page
        call(page, [1, 2, 3], "bm90anNvbg==")
    except Exception as error:
        if type(error).__name__ == "JSONDecodeError":
            raise
