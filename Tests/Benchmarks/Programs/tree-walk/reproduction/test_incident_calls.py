"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        from files.index import Node
        r = Node("root")
        r.add("docs")
        call(r.find, "docs/2024/report.pdf")
    except Exception as error:
        if type(error).__name__ == "AttributeError":
            raise
