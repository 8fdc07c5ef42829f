"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from spool.queue import PrintQueue
        from spool.daemon import turn
        call(turn, PrintQueue(), print)
    except Exception as error:
        if type(error).__name__ == "IndexError":
            raise
