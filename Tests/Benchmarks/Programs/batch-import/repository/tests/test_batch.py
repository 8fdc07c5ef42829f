from importer.batch import Source, load


class Connection:
    def __init__(self, rows):
        self._rows = rows
        self.is_open = False

    def open(self):
        self.is_open = True

    def close(self):
        self.is_open = False

    def fetch(self):
        return iter(self._rows)


def test_load():
    connection, sink = Connection([{"id": "1", "amount": "2.5"}, {"id": ""}]), []
    assert load(Source(connection), sink) == (1, 1)
    assert sink == [{"id": 1, "amount": 2.5}]
    assert not connection.is_open
