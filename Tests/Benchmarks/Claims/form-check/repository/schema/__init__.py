from .fields import Bool, Date, Float, Int, ListOf, Str
from .model import Invalid, Model

__all__ = ["Bool", "Date", "Float", "Int", "ListOf", "Str", "Invalid", "Model"]
