"""Results as source: what can be compared whole, and what else there is to say of the others."""

import collections
import datetime
import decimal
import enum
import fractions
import io
import itertools
import math
import os
import pathlib
import re
import sys
import tempfile
import uuid

MAXIMUM_ITEMS = 1_000
MAXIMUM_TEXT = 600
MAXIMUM_ATTRIBUTES = 6
DATED = {datetime.datetime: "datetime", datetime.date: "datetime", datetime.time: "datetime", datetime.timedelta: "datetime"}
MAPPINGS = (dict, collections.OrderedDict, collections.defaultdict, collections.Counter)
NAMED = {decimal.Decimal: "decimal", fractions.Fraction: "fractions", uuid.UUID: "uuid"}


class Unwritable(Exception):
    """A value that no source text makes again."""


def materialised(value):
    """The items of an iterator, bounded; everything else as it is."""
    reads = isinstance(value, io.IOBase) or hasattr(value, "read")
    if isinstance(value, collections.abc.Iterator) and not is_stand_in(value) and not reads:
        return Items(itertools.islice(value, MAXIMUM_ITEMS))
    return value


class Items(list):
    """What an iterator gave."""


def describe(value, names, root):
    """A value as plain data: how it may be asserted, its source and imports, its type, and its public attributes."""
    kind = type(value)
    told = {
        "how": "type", "source": "", "imports": [], "items": kind is Items, "repr": shown(value), "attributes": [],
        "type": "list" if kind is Items else kind.__qualname__, "module": kind.__module__}
    if kind is Items:
        value = list(value)
        told["repr"] = shown(value)
    if is_stand_in(value):
        return dict(told, how=same_as(value, names)[0], source=same_as(value, names)[1])
    writer = Writer(root)
    try:
        told["source"] = writer.source(value)
        writer.check(told["source"], value)
        told.update(how="float" if kind is float else "equal", imports=sorted(writer.imports))
    except Unwritable:
        told["source"] = ""
    if told["source"] and len(told["source"]) <= MAXIMUM_TEXT:
        return told
    how, name = same_as(value, names)
    if how == "same":
        return dict(told, how=how, source=name, imports=[])
    if told["source"]:
        return dict(told, how="length", source=str(len(value)), imports=[]) if hasattr(value, "__len__") else told
    return dict(told, how="nan" if kind is float and math.isnan(value) else "type", attributes=attributes(value, root))


def is_stand_in(value):
    """Whether a value only stands for another one: a mock, or what takes the place of a package that is not installed."""
    mock = sys.modules.get("unittest.mock")
    return type(value).__name__ == "Anything" or mock is not None and isinstance(value, mock.NonCallableMock)


def same_as(value, names):
    """Whether the value is one that the test itself holds."""
    for name in sorted(names):
        if names[name] is value and name.isidentifier() and not name.startswith("_"):
            return "same", name
    return "opaque", ""


def shown(value):
    try:
        return re.sub(r" at 0x[0-9a-f]+", "", " ".join(repr(value)[:400].split()))
    except Exception:
        return f"<{type(value).__name__}>"


def attributes(value, root):
    """[name, source, imports] of the public plain fields of an object."""
    found = []
    for name, item in sorted(getattr(value, "__dict__", {}).items()):
        writer = Writer(root)
        if name.startswith("_") or not name.isidentifier() or isinstance(item, type) or is_stand_in(item):
            continue
        try:
            source = writer.source(item)
            writer.check(source, item)
        except Unwritable:
            continue
        if len(source) <= 120:
            found.append([name, source, sorted(writer.imports)])
    return found[:MAXIMUM_ATTRIBUTES]


class Writer:
    """Writes one value as source and keeps which imports it needs."""

    def __init__(self, root):
        self.root, self.imports = root, set()

    def source(self, value, depth=0):
        kind = type(value)
        if depth > 8:
            raise Unwritable
        if value is None or kind in (bool, int, str, bytes, range):
            return settled(repr(value), self.root)
        if kind is float:
            return self.number(value)
        if kind in (list, tuple, set, frozenset, collections.deque):
            return self.several(kind, value, depth)
        if isinstance(value, enum.Enum):
            return self.member(kind, value)
        if kind in MAPPINGS:
            pairs = [f"{self.source(k, depth + 1)}: {self.source(v, depth + 1)}" for k, v in value.items()]
            return "{" + ", ".join(pairs) + "}"
        if kind in DATED or kind in NAMED:
            return self.standard(kind, value)
        if isinstance(value, pathlib.PurePath):
            self.imports.add(("pathlib", "Path"))
            return f"Path({settled(repr(str(value)), self.root)})"
        return self.record(kind, value, depth)

    def number(self, value):
        if math.isnan(value):
            raise Unwritable
        return repr(value) if math.isfinite(value) else f'float("{value}")'

    def several(self, kind, value, depth):
        items = [self.source(item, depth + 1) for item in value]
        if kind in (set, frozenset):
            items.sort()
        inner = ", ".join(items)
        if kind is tuple:
            return f"({inner},)" if len(items) == 1 else f"({inner})"
        if kind is set:
            return "{" + inner + "}" if items else "set()"
        if kind is collections.deque:
            self.imports.add(("collections", "deque"))
            return f"deque([{inner}])"
        return f"[{inner}]" if kind is list else "frozenset({" + inner + "})" if items else "frozenset()"

    def member(self, kind, value):
        if not isinstance(value.name, str) or not value.name.isidentifier():
            raise Unwritable
        return f"{self.named(kind)}.{value.name}"

    def standard(self, kind, value):
        if kind in (datetime.datetime, datetime.date) and abs(value.toordinal() - datetime.date.today().toordinal()) < 2:
            raise Unwritable
        if kind in DATED:
            self.imports.add(("datetime", ""))
            return repr(value)
        self.imports.add((NAMED[kind], kind.__name__))
        return repr(value)

    def record(self, kind, value, depth):
        """A dataclass or named tuple, built again field by field."""
        fields = getattr(kind, "__dataclass_fields__", None)
        if fields is not None and kind.__eq__ is not object.__eq__:
            names = [name for name, field in fields.items() if field.init and hasattr(value, name)]
        elif isinstance(value, tuple) and hasattr(kind, "_fields"):
            names = list(kind._fields)
        else:
            raise Unwritable
        inner = ", ".join(f"{name}={self.source(getattr(value, name), depth + 1)}" for name in names)
        return f"{self.named(kind)}({inner})"

    def named(self, kind):
        """A class as source, importable from where it was made."""
        top = kind.__qualname__.split(".")[0]
        home = sys.modules.get(kind.__module__)
        hidden = "<" in kind.__qualname__ or top.startswith("_") or kind.__module__ in ("incident_test", "__main__")
        if hidden or getattr(home, top, None) is None:
            raise Unwritable
        self.imports.add((kind.__module__, top))
        return kind.__qualname__

    def check(self, source, value):
        """Raises Unwritable unless the source makes an equal value of the same type."""
        space = {}
        for module, name in self.imports:
            space[name or module] = getattr(sys.modules[module], name) if name else sys.modules[module]
        try:
            made = eval(source, space)
            alike = made == value and (isinstance(value, (dict, pathlib.PurePath)) or type(made) is type(value))
        except Exception:
            alike = False
        if alike is not True:
            raise Unwritable


def settled(text, root):
    """The text, unless it speaks of this run only: an address, today, a temporary folder, the working directory."""
    today = datetime.date.today()
    passing = [root, tempfile.gettempdir() + os.sep, os.getcwd()]
    passing += [today.strftime(form) for form in ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y")]
    if re.search(r"\b0x[0-9a-f]{6,}", text) or any(word in text for word in passing if len(word) > 3):
        raise Unwritable
    return text
