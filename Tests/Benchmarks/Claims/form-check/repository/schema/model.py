from .fields import Field


class Invalid(Exception):
    def __init__(self, errors):
        super().__init__("; ".join(f"{k} {v}" for k, v in errors.items()))
        self.errors = errors


class Model:
    _fields = {}

    def __init_subclass__(cls):
        cls._fields = {**cls._fields, **{k: v for k, v in vars(cls).items() if isinstance(v, Field)}}

    def __init__(self, data):
        errors = {}
        for name, field in self._fields.items():
            try:
                setattr(self, name, field.clean(data.get(name)))
            except ValueError as e:
                errors[name] = str(e)
        if errors:
            raise Invalid(errors)

    def dict(self):
        return {name: getattr(self, name) for name in self._fields}
