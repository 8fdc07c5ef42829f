"""Turns what is known about a value into an ordinary example of it, as source."""

import ast
import enum
import inspect

from reproduce_program import expression, literal

MAXIMUM_DEPTH = 6

SAMPLES = [  # By the words in a value's name; the first that fits. Plain, harmless, easy to read.
    (("email", "mail", "recipient"), "'ada@example.com'"), (("timestamp", "created", "updated"), "1700000000"),
    (("date", "day", "since", "until"), "'2024-01-15'"), (("currency",), "'EUR'"), (("country",), "'DE'"),
    (("price", "amount", "total", "cost", "fee", "rate", "balance", "weight", "score", "ratio", "percent", "tax"), "10.0"),
    (("count", "quantity", "qty", "size", "limit", "number", "num", "page", "index", "age", "year", "width", "height",
      "capacity", "timeout", "retries", "port", "offset", "max", "min"), "1"),
    (("path", "file", "filename"), "'data.txt'"), (("url", "uri"), "'https://example.com'"), (("id", "key", "code", "sku"), "'a1'"),
    (("flag", "enabled", "active"), "True"), (("ids", "items", "rows", "records", "values", "list", "batch", "lines", "entries"), "[]"),
    (("name", "user", "customer", "title"), "'Ada'"),
]
TYPED = {
    "datetime": "datetime.datetime(2024, 1, 15)", "date": "datetime.date(2024, 1, 15)", "timedelta": "datetime.timedelta(days=1)",
    "decimal": "Decimal('10')", "path": "Path('data.txt')", "uuid": "UUID(int=1)", "callable": "lambda *args, **kwargs: None",
    "file": "io.StringIO('')", "json": "'{}'", "isodate": "'2024-01-15T12:00:00'", "isoday": "'2024-01-15'", "numeric": "'1'",
    "bytes": "b'data'", "bool": "True", "set": "set()", "lines": "['name,value', 'a,1']",
    "deque": "collections.deque()",
}


class Builder:
    """Makes example values. What the tests and the log hold of a kind is preferred to what is made up."""

    def __init__(self, world, names, harvest):
        self.world, self.names, self.harvest = world, names, harvest

    def build(self, shape, name="value", depth=0):
        if depth > MAXIMUM_DEPTH:
            return literal(None)
        if shape.cls is not None:
            return self.instance(shape, depth)
        tested = self.as_tested(shape, name)
        if tested is not None:
            return tested
        logged = self.harvest.record(shape.steps("key")) if shape.steps("key") else None
        if logged is not None:
            return logged
        if shape.constants:
            return self.constant(shape)
        for method in (self.container, self.stand_in, self.typed):
            made = method(shape, name, depth)
            if made is not None:
                return made
        return self.by_name(shape, name)

    def as_tested(self, shape, name):
        """The rows that the tests give under this name, where they have every key that is asked for: they have the others too."""
        element = shape.steps("element").get(None)
        wanted = set(element.steps("key")) if element is not None else set()
        given = self.harvest.examples.get(f"{name.strip('_')}[]") if wanted else None
        rows = given.elts if isinstance(given, ast.List) else []
        complete = rows and all(
            isinstance(row, ast.Dict) and wanted <= {key.value for key in row.keys if isinstance(key, ast.Constant)} for row in rows)
        return given if complete else None

    def constant(self, shape):
        node = expression(shape.constants[0])
        if isinstance(node, ast.Attribute):
            self.import_for(shape, node)
        return node

    def import_for(self, shape, node):
        """Makes the first name of a dotted constant importable."""
        first = node
        while isinstance(first, ast.Attribute):
            first = first.value
        if isinstance(first, ast.Name):
            for module, thing in self.world.holders(first.id):
                if inspect.isclass(thing) or inspect.ismodule(thing):
                    self.names.add(module, first.id)
                    return

    def container(self, shape, name, depth):
        keys, values = shape.steps("key"), shape.steps("value")
        if keys:
            return ast.Dict(
                [literal(k) for k in keys], [self.build(child, str(k), depth + 1) for k, child in keys.items()])
        if values:
            key = self.harvest.value_for(singular(name)) or literal("a1")
            return ast.Dict([key], [self.build(values[None], singular(name), depth + 1)])
        items, elements = shape.steps("item"), shape.steps("element")
        if items:
            count = max(shape.least, max(i + 1 if i >= 0 else -i for i in items))
            parts = [self.build(items[i], f"{name}", depth + 1) if i in items else literal(1) for i in range(count)]
            return ast.Tuple(parts, ast.Load())
        if elements:
            part = self.build(elements[None], singular(name), depth + 1)
            if "text" in shape.hints and "list" not in shape.hints:
                return None
            return self.sequence(shape, [part] * max(1, shape.least))
        if "dict" in shape.hints:
            return ast.Dict([], [])
        if "sequence" in shape.hints or "container" in shape.hints or "list" in shape.hints:
            return self.sequence(shape, [literal(1)] * shape.least)
        return None

    def sequence(self, shape, parts):
        if "set" in shape.hints and "list" not in shape.hints:
            return ast.Set(parts) if parts else expression("set()")
        if "deque" in shape.hints:
            return ast.Call(expression("collections.deque"), [ast.List(parts, ast.Load())], [])
        return ast.List(parts, ast.Load())

    def stand_in(self, shape, name, depth):
        """A small object with just the attributes and methods that are used."""
        attributes, results = shape.steps("attr"), shape.steps("result")
        if "__call__" in results and not attributes:
            return self.function(self.build(results["__call__"], name, depth + 1), results["__call__"])
        fields = {n: self.build(child, n, depth + 1) for n, child in attributes.items() if not n.startswith("__")}
        if "__enter__" in results:
            return ast.Call(expression("contextlib.nullcontext"), [self.build(results["__enter__"], name, depth + 1)], [])
        for method, child in results.items():
            made = self.build(child, method, depth + 1) if child.children or child.hints - {"awaited"} else literal(None)
            fields[method] = self.function(made, child)
        if not fields:
            return None
        return ast.Call(expression("SimpleNamespace"), [], [ast.keyword(n, v) for n, v in fields.items()])

    @staticmethod
    def function(result, shape):
        if "awaited" in shape.hints:
            return ast.Call(expression("AsyncMock"), [], [ast.keyword("return_value", result)])
        made = expression("lambda *args, **kwargs: None")
        made.body = result
        return made

    def typed(self, shape, name, depth):
        for hint in ("json", "numeric", "isodate", "isoday", "bool", "datetime", "date", "timedelta", "decimal", "uuid",
                     "callable", "file", "path", "bytes", "set", "lines", "deque"):
            if hint in shape.hints:
                if hint == "path" and "text" in shape.hints:
                    return literal("data.txt")
                return expression(TYPED[hint])
        return None

    def by_name(self, shape, name):
        logged = self.harvest.value_for(name)
        if logged is not None and fits(logged, shape.hints):
            return logged
        words = set(name.lower().strip("_").split("_"))
        for known, text in SAMPLES:
            if words & set(known):
                sample = expression(text)
                if fits(sample, shape.hints):
                    return sample
        if "text" in shape.hints:
            return literal(words and name.strip("_") or "text")
        if shape.hints & {"number", "integer", "number?"}:
            return literal(1)
        return literal("a1") if not shape.hints else literal(name)

    # Instances of the project's classes

    def instance(self, shape, depth=0, parts=None):
        cls = shape.cls
        if issubclass(cls, enum.Enum):
            for constant in shape.constants:
                if constant.startswith(cls.__name__ + "."):
                    return self.named(cls, expression(constant))
            members = list(cls.__members__)
            return self.named(cls, expression(f"{cls.__name__}.{members[0]}")) if members else literal(None)
        keywords = []
        for name, part in (shape.constructor or {}).items():
            touched = part.children or part.constants
            if part.omissible and not touched:
                continue
            if part.omissible and part.cls is None and not part.children:
                continue
            keywords.append(ast.keyword(name, self.build(part, name, depth + 1)))
        return self.named(cls, ast.Call(ast.Name(cls.__name__, ast.Load()), [], keywords))

    def named(self, cls, node):
        """The node with its class importable; the class may be nested in another."""
        qualified = cls.__qualname__.split(".")
        self.names.add(cls.__module__, qualified[0])
        if len(qualified) > 1:
            full = expression(cls.__qualname__)
            if isinstance(node, ast.Call):
                node.func = full
            elif isinstance(node, ast.Attribute):
                node.value = full
        return node


def fits(node, hints):
    """Whether a plain value is of a kind the hints allow."""
    if not isinstance(node, ast.Constant):
        return not hints or bool(hints & {"list", "sequence"}) == isinstance(node, ast.List)
    if isinstance(node.value, str):
        return not hints & {"number", "integer", "list", "dict", "number?"}
    if isinstance(node.value, bool):
        return not hints or "bool" in hints
    if isinstance(node.value, float):
        return not hints & {"integer", "text", "list", "dict"}
    return not hints & {"text", "list", "dict"}


def singular(name):
    return name[:-1] if name.endswith("s") and len(name) > 2 else name


def empty_like(node):
    """The empty value of the same kind."""
    if isinstance(node, ast.Dict):
        return ast.Dict([], [])
    if isinstance(node, ast.Tuple):
        return ast.Tuple([], ast.Load())
    if isinstance(node, ast.Set):
        return expression("set()")
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
        return literal(type(node.value)())
    return ast.List([], ast.Load())
