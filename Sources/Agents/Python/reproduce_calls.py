"""Reads calls: of the project's own functions, of methods, and of what every Python programmer knows."""

import ast

from reproduce_annotate import Annotations
from reproduce_shape import Shape

TEXT_METHODS = {
    "strip", "lstrip", "rstrip", "lower", "upper", "title", "casefold", "capitalize", "split", "rsplit", "splitlines",
    "partition", "rpartition", "startswith", "endswith", "encode", "replace", "zfill", "isdigit", "isalpha",
    "isnumeric", "removeprefix", "removesuffix", "format", "ljust", "rjust", "center", "isspace", "isupper",
}
SAME_TEXT = {"strip", "lstrip", "rstrip", "lower", "upper", "title", "casefold", "capitalize", "replace"}
LIST_METHODS = {"append", "extend", "insert", "sort", "reverse", "appendleft", "popleft"}
SET_METHODS = {"add", "discard", "union", "difference", "intersection", "issubset"}
DICT_METHODS = {"get", "items", "keys", "values", "setdefault", "update"}
DATE_METHODS = {"strftime", "isoformat", "timestamp", "weekday", "date", "total_seconds", "astimezone"}
SAME_ITERABLE = {"list", "tuple", "sorted", "reversed", "set", "iter", "frozenset", "deque"}
WHOLE_ITERABLE = {"len", "sum", "min", "max", "any", "all", "enumerate", "zip", "map", "filter", "next"}
LIBRARY_HINTS = {
    "json.loads": "json", "datetime.fromisoformat": "isodate", "datetime.datetime.fromisoformat": "isodate",
    "date.fromisoformat": "isoday", "datetime.strptime": "isoday", "os.path.join": "path", "Path": "path", "re.match": "never",
    "os.path.exists": "path", "datetime.date.fromisoformat": "isoday", "csv.DictReader": "lines", "csv.reader": "lines",
}


class Calls(Annotations):
    """Call half of an inference."""

    def value_call(self, node, environment):
        arguments = [self.evaluate(a, environment) for a in node.args if not isinstance(a, (ast.Lambda, ast.Starred))]
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                self.evaluate(argument.value, environment)
        for keyword in node.keywords:
            if not isinstance(keyword.value, ast.Lambda):
                self.evaluate(keyword.value, environment)
        self.lambdas(node, environment)
        if isinstance(node.func, ast.Attribute):
            return self.method_call(node, arguments, environment)
        return self.plain_call(node, arguments, environment)

    def lambdas(self, node, environment):
        """A lambda beside an iterable is given the iterable's elements."""
        found = [a for a in list(node.args) + [k.value for k in node.keywords] if isinstance(a, ast.Lambda)]
        others = [a for a in node.args if not isinstance(a, ast.Lambda)]
        for each in found:
            element = self.element_of(others[0], environment) if others else None
            for argument in each.args.args[:1]:
                environment.bind(argument.arg, element)
            self.evaluate(each.body, environment)

    def plain_call(self, node, arguments, environment):
        name = call_name(node)
        first = arguments[0] if arguments else None
        if name in environment.shapes and environment.shapes[name] is not None:
            return environment.shapes[name].result("__call__")
        live = self.world.object(environment.module, node.func)
        definition = self.world.definition(live) if live is not None and name not in environment.nested else None
        if definition is not None:
            return self.project_call(node, live, definition, environment)
        if first is not None:
            if name in SAME_ITERABLE | WHOLE_ITERABLE:
                if not first.hints & {"dict", "text", "list"}:
                    first.hints.add("sequence")
                if name == "sum":
                    first.element().hints.add("number")
                return first if name in SAME_ITERABLE else None
            kind = {"int": "numeric", "float": "numeric", "Decimal": "numeric", "open": "path", "Path": "path", "abs": "number",
                    "round": "number"}.get(name)
            if kind:
                first.hints.add(kind)
                return first if kind in ("path", "number") else None
            if name == "dict":
                first.hints.add("dict")
                return first
        return None

    def project_call(self, node, live, definition, environment):
        if isinstance(definition.node, ast.ClassDef):
            made = Shape()
            self.adopt(made, live)
            for name, argument in self.passed(node, list(made.constructor or {})):
                shape = self.evaluate(argument, environment)
                if shape is not None:
                    self.merge(made, name, shape)
            return made
        return self.inline(node, definition, None, None, environment)

    def merge(self, made, name, shape):
        old = (made.constructor or {}).get(name)
        if old is not None:
            shape.hints |= old.hints
            shape.cls = shape.cls or old.cls
            for step, child in old.children.items():
                shape.children.setdefault(step, child)
        for step, child in list(made.children.items()):
            if child is old:
                made.children[step] = shape

    def passed(self, node, parameters):
        """Which expression each parameter is given."""
        pairs = list(zip(parameters, node.args))
        return pairs + [(k.arg, k.value) for k in node.keywords if k.arg in parameters]

    def inline(self, node, definition, receiver, arguments, environment):
        """Reads the called function with the shapes of this call."""
        if definition is None or isinstance(definition.node, ast.ClassDef):
            return None
        shapes, origins = {}, {}
        if arguments is None:
            for name, value in self.passed(node, definition.parameters()):
                shapes[name] = self.evaluate(value, environment)
                origins[name] = (value, environment)
        inner = self.new_environment(definition, receiver)
        for name, origin in origins.items():
            inner.origins[name] = [origin]
        self.run(definition, shapes, receiver, inner)
        self.calls[id(node)] = inner
        return next((shape for shape, _ in inner.returned if shape is not None), None)

    def new_environment(self, definition, receiver):
        from reproduce_infer import Environment

        return Environment(definition, receiver)

    def method_call(self, node, arguments, environment):
        name = node.func.attr
        base = self.evaluate(node.func.value, environment)
        first = arguments[0] if arguments else None
        live = self.world.object(environment.module, node.func)
        if live is not None and base is None:
            definition = self.world.definition(live)
            if definition is not None:
                return self.project_call(node, live, definition, environment)
        library = ast.unparse(node.func)
        if first is not None and library in LIBRARY_HINTS:
            first.hints.add(LIBRARY_HINTS[library])
        if base is None:
            return None
        if base.cls is not None and self.world.is_own_class(base.cls):
            method = self.world.method(base.cls, name)
            if method is not None:
                return self.inline(node, method, base, None, environment)
        if ("attr", name) in base.children:
            return base.attribute(name).result("__call__")
        if name in DICT_METHODS and base.cls is None and not is_request(name, node):
            self.learn_keys(base, first)
            return self.dict_call(name, node, base)
        for methods, hint in ((TEXT_METHODS, "text"), (LIST_METHODS, "list"), (SET_METHODS, "set"), (DATE_METHODS, "datetime")):
            if name in methods and base.cls is None:
                base.hints.add(hint)
                if name == "startswith" and node.args and isinstance(node.args[0], ast.Constant):
                    if isinstance(node.args[0].value, str):
                        base.expects(repr(node.args[0].value + "a"))
                return base if name in SAME_TEXT else None
        if name == "pop" and not base.steps("result"):
            base.hints.add("dict" if node.args and constant_number(node.args[0]) is None else "list")
            return None
        return base.result(name)

    def dict_call(self, name, node, base):
        base.hints.add("dict")
        if name in ("get", "setdefault") and node.args:
            key = node.args[0]
            found = base.key(key.value) if isinstance(key, ast.Constant) and isinstance(key.value, str) else base.value()
            found.optional = True
            if name == "get" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant) and node.args[1].value is not None:
                self.hint_constant(found, node.args[1].value)
            elif len(node.args) > 1 and isinstance(node.args[1], (ast.Dict, ast.List)):
                found.hints.add("dict" if isinstance(node.args[1], ast.Dict) else "list")
            return found
        return None


def is_request(name, node):
    """Whether `x.get(…)` asks a server rather than a mapping."""
    if name not in ("get", "update"):
        return False
    first = node.args[0] if node.args else None
    address = isinstance(first, ast.Constant) and isinstance(first.value, str) and "/" in first.value
    return bool(node.keywords) or isinstance(first, ast.JoinedStr) or address


def call_name(node):
    if isinstance(node, ast.Call):
        node = node.func
        return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return ""


def constant_number(node):
    """The value of a whole number written in the source, else None."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = constant_number(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool):
        return node.value
    return None
