import sqlite3


class TooMany(Exception):
    pass


class Field:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, row, owner=None):
        return self if row is None else row.values[self.name]

    def __set__(self, row, value):
        row.values[self.name] = value

    def __eq__(self, other):
        return f"{self.name} = ?", other

    __hash__ = object.__hash__


class Row:
    table = ""

    def __init__(self, **values):
        self.values = values

    @classmethod
    def fields(cls):
        return [k for k, v in vars(cls).items() if isinstance(v, Field)]


class Db:
    def __init__(self, path=":memory:"):
        self.sql = sqlite3.connect(path)

    def create(self, cls):
        self.sql.execute(f"CREATE TABLE {cls.table} ({', '.join(cls.fields())})")

    def insert(self, row):
        names = row.fields()
        self.sql.execute(f"INSERT INTO {row.table} VALUES ({', '.join('?' * len(names))})", [row.values.get(n) for n in names])
        return row

    def select(self, cls, *where):
        clause = " WHERE " + " AND ".join(c for c, _ in where) if where else ""
        names = cls.fields()
        for record in self.sql.execute(f"SELECT {', '.join(names)} FROM {cls.table}{clause} ORDER BY rowid", [v for _, v in where]):
            yield cls(**dict(zip(names, record)))

    def one(self, cls, *where):
        """The row, or None. There must not be a second."""
        rows = list(self.select(cls, *where))
        if len(rows) > 1:
            raise TooMany(f"{len(rows)} rows of {cls.table} where {where[0][0]} {where[0][1]!r}")
        return rows[0] if rows else None
