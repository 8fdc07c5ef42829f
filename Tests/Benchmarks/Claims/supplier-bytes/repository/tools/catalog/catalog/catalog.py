import sqlite3
from contextlib import closing, contextmanager

from .decode import lines


class Catalog:
    def __init__(self, path=":memory:"):
        self.db = sqlite3.connect(path)
        self.db.execute("CREATE TABLE IF NOT EXISTS article (supplier, no, name, PRIMARY KEY (supplier, no))")

    @contextmanager
    def replacing(self, supplier):
        """Replace all articles of the supplier, or keep the old ones if anything goes wrong."""
        with self.db, closing(self.db.cursor()) as cur:
            cur.execute("DELETE FROM article WHERE supplier = ?", (supplier,))
            yield cur

    def load(self, supplier, raw):
        with self.replacing(supplier) as cur:
            rows = [(supplier, no, name) for no, name in lines(supplier, raw)]
            cur.executemany("INSERT INTO article VALUES (?, ?, ?)", rows)
        return len(rows)

    def names(self, supplier):
        return [n for n, in self.db.execute("SELECT name FROM article WHERE supplier = ? ORDER BY no", (supplier,))]
