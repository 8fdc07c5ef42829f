"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from scheduler.backoff import Job
        j = Job("mail")
        j.attempts = 3
        call(j.failed, 1000.0)
    except Exception as error:
        if type(error).__name__ == "IndexError":
            raise
