"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from sensors.window import Window
        call(Window(20).is_outlier, 17.2)
    except Exception as error:
        if type(error).__name__ == "StatisticsError":
            raise
