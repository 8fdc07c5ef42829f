from importer.batch import Source, load


class C:
    def open(self): pass
    def close(self): pass
    def fetch(self): return iter([{"id": "1", "amount": "3"}, {"id": "7", "amount": "n/a"}, {"id": "2", "amount": "4"}])


def test_skips():
    sink = []
    assert load(Source(C()), sink) == (2, 1)
    assert [r["id"] for r in sink] == [1, 2]
