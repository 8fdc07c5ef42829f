class Column:
    """Descriptor: value lives in the instance's __dict__, changes are noted as dirty."""

    def __init__(self, sqltype="TEXT", primary=False):
        self.sqltype, self.primary = sqltype, primary

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return obj.__dict__.get(self.name)

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value
        obj.__dict__.setdefault("_dirty", set()).add(self.name)

    def ddl(self):
        return f"{self.name} {self.sqltype}" + (" PRIMARY KEY" if self.primary else "")


class ForeignKey(Column):
    def __init__(self, target):
        super().__init__("INTEGER")
        self.target = target

    def ddl(self):
        return super().ddl() + f" REFERENCES {self.target.__tablename__}(id)"
