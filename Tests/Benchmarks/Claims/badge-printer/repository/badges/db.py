class Query:
    def __init__(self, rows):
        self.rows = rows

    def filter(self, **wanted):
        return Query([r for r in self.rows if all(getattr(r, k) == v for k, v in wanted.items())])

    def first(self):
        return self.rows[0] if self.rows else None

    def __iter__(self):
        return iter(self.rows)


class Session:
    def __init__(self):
        self.tables = {}

    def add(self, item):
        self.tables.setdefault(type(item).__name__, []).append(item)

    def query(self, model):
        return Query(self.tables.get(model.__name__, []))
