"""
Fields. ``clean(value)`` turns what came in (JSON or a HTML form) into the
right type or raises ValueError with a text for the user.

required=True   a missing / null value is an error ("is required")
required=False  a missing / null value is `default` (None unless given)

This holds for all fields alike.
"""
import datetime


class Field:
    def __init__(self, required=True, default=None):
        self.required, self.default = required, default

    def clean(self, value):
        if value is None:
            if self.required:
                raise ValueError("is required")
            return self.default
        return self.convert(value)

    def convert(self, value):
        raise NotImplementedError


class Str(Field):
    def __init__(self, max_length=200, **kw):
        super().__init__(**kw)
        self.max_length = max_length

    def convert(self, value):
        value = str(value).strip()
        if len(value) > self.max_length:
            raise ValueError(f"is longer than {self.max_length}")
        return value


class Bool(Field):
    def convert(self, value):
        if str(value).lower() in ("1", "true", "on", "yes"):
            return True
        if str(value).lower() in ("0", "false", "off", "no", ""):
            return False
        raise ValueError("is not yes or no")


class _Number(Field):
    type = None

    def __init__(self, ge=None, le=None, **kw):
        super().__init__(**kw)
        self.ge, self.le = ge, le

    def clean(self, value):
        number = super().clean(value)
        if self.ge is not None and number < self.ge:
            raise ValueError(f"is less than {self.ge}")
        if self.le is not None and number > self.le:
            raise ValueError(f"is more than {self.le}")
        return number

    def convert(self, value):
        try:
            return self.type(value)
        except (TypeError, ValueError):
            raise ValueError("is not a number") from None


class Int(_Number):
    type = int


class Float(_Number):
    type = float


class Date(Field):
    def convert(self, value):
        try:
            return datetime.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValueError("is not a date") from None


class ListOf(Field):
    def __init__(self, item, **kw):
        super().__init__(**kw)
        self.item = item

    def convert(self, value):
        if not isinstance(value, list):
            raise ValueError("is not a list")
        return [self.item.clean(v) for v in value]
