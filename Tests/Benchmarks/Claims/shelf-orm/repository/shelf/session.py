"""Unit of work.

    s.add(obj)      remember, nothing is written
    s.commit()      write what was added or changed, parents before their children,
                    all or nothing
"""
import sqlite3


class Session:
    def __init__(self, path=":memory:"):
        self.db = sqlite3.connect(path)
        self.db.execute("PRAGMA foreign_keys = ON")
        self.new = []
        self.known = {}

    def create(self, *tables):
        for t in tables:
            self.db.execute(t.create_sql())

    def add(self, *objects):
        for o in objects:
            if o not in self.new:
                self.new.append(o)

    def get(self, table, id):
        if (table, id) not in self.known:
            names = list(table.columns())
            row = self.db.execute(f"SELECT {', '.join(names)} FROM {table.__tablename__} WHERE id = ?", (id,)).fetchone()
            if row is None:
                return None
            obj = table(**dict(zip(names, row)))
            obj._dirty.clear()
            self.known[table, id] = obj
        return self.known[table, id]

    def _in_order(self):
        """The new objects, each after what it points to."""
        def depth(table):
            return 1 + max(map(depth, table.parents()), default=0)
        return sorted(self.new, key=lambda o: -depth(type(o)))

    def commit(self):
        with self.db:
            for o in self._in_order():
                self._insert(o)
            for o in self.known.values():
                if o._dirty:
                    self._update(o)
        for o in self.new:
            self.known[type(o), o.id] = o
        self.new = []
        for o in self.known.values():
            o._dirty.clear()

    def _insert(self, o):
        names = [n for n in o.columns() if n in o.__dict__]
        marks = ", ".join("?" * len(names))
        cur = self.db.execute(f"INSERT INTO {o.__tablename__} ({', '.join(names)}) VALUES ({marks})",
                              [getattr(o, n) for n in names])
        o.id = cur.lastrowid

    def _update(self, o):
        names = sorted(o._dirty - {"id"})
        sets = ", ".join(f"{n} = ?" for n in names)
        self.db.execute(f"UPDATE {o.__tablename__} SET {sets} WHERE id = ?",
                        [getattr(o, n) for n in names] + [o.id])
