from .columns import Column, ForeignKey


class Table:
    __tablename__ = None
    id = Column("INTEGER", primary=True)

    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)

    @classmethod
    def columns(cls):
        seen = {}
        for base in reversed(cls.__mro__):
            seen.update({k: v for k, v in vars(base).items() if isinstance(v, Column)})
        return seen

    @classmethod
    def parents(cls):
        """Tables this one points to."""
        return {c.target for c in cls.columns().values() if isinstance(c, ForeignKey)}

    @classmethod
    def create_sql(cls):
        return f"CREATE TABLE {cls.__tablename__} ({', '.join(c.ddl() for c in cls.columns().values())})"
