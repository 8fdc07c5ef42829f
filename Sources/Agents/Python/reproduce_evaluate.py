"""Reads expressions: which part of which argument each stands for, and what it must be for the code to go on."""

import ast
import inspect

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


class Evaluator(Annotations):
    """Expression half of an inference. `evaluate` gives the shape an expression stands for, or None."""

    def evaluate(self, node, environment):
        if self.spend():
            return None
        method = getattr(self, f"value_{type(node).__name__.lower()}", None)
        if method:
            return method(node, environment)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.evaluate(child, environment)
        return None

    def value_name(self, node, environment):
        if node.id in environment.shapes:
            return environment.shapes[node.id]
        return self.module_state(node.id, environment.module)

    def module_state(self, name, module):
        """The shape of a module-level container or plain value, which a program may replace."""
        value = vars(module).get(name)
        if not isinstance(value, (dict, list, set, int, float, str)) and value is not None or name not in vars(module):
            return None
        key = (module.__name__, name)
        if key not in self.globals:
            self.globals[key] = Shape(("global", module.__name__, name))
        return self.globals[key]

    def value_attribute(self, node, environment):
        base = self.evaluate(node.value, environment)
        if base is None:
            return None
        if base.cls is not None:
            static = inspect.getattr_static(base.cls, node.attr, None)
            if isinstance(static, property):
                return self.inline(node, self.world.definition(static), base, {}, environment)
        return base.attribute(node.attr)

    def value_subscript(self, node, environment):
        base = self.evaluate(node.value, environment)
        index = node.slice
        if isinstance(index, ast.Slice):
            self.evaluate_parts(index, environment)
            if base is not None:
                base.hints.add("sequence")
            return base
        place = self.evaluate(index, environment)
        if base is None:
            return None
        if isinstance(index, ast.Constant) and isinstance(index.value, str):
            return base.key(index.value)
        number = constant_number(index)
        if number is not None:
            if "dict" not in base.hints:
                base.hints.add("sequence")
                base.least = max(base.least, number + 1 if number >= 0 else -number)
            return base.child("item", number) if "tuple" in base.hints else base.element()
        if place is not None and "number" not in place.hints:
            return base.value()
        return base.value() if "dict" in base.hints else base.child("element")

    def evaluate_parts(self, node, environment):
        for child in ast.iter_child_nodes(node):
            self.evaluate(child, environment)

    def value_await(self, node, environment):
        return self.evaluate(node.value, environment)

    def value_namedexpr(self, node, environment):
        shape = self.evaluate(node.value, environment)
        self.assign(node.target, shape, node.value, environment)
        return shape

    def value_ifexp(self, node, environment):
        self.evaluate(node.test, environment)
        return self.first([node.body, node.orelse], environment)

    def value_boolop(self, node, environment):
        return self.first(node.values, environment)

    def first(self, nodes, environment):
        shapes = [self.evaluate(n, environment) for n in nodes]
        return next((s for s in shapes if s is not None), None)

    def value_binop(self, node, environment):
        left, right = self.evaluate(node.left, environment), self.evaluate(node.right, environment)
        texts = [n for n in (node.left, node.right) if isinstance(n, (ast.JoinedStr, ast.Constant))
                 and isinstance(getattr(n, "value", ""), str)]
        numeric = not isinstance(node.op, (ast.Add, ast.Mod, ast.BitOr, ast.BitAnd)) or any(
            constant_number(n) is not None for n in (node.left, node.right))
        if isinstance(node.op, ast.Mod) and not texts:
            numeric = True
        for shape in (left, right):
            if shape is not None:
                shape.hints.add("number" if numeric and not texts else "text" if texts and isinstance(
                    node.op, ast.Add) else "number?")
        return None

    def value_unaryop(self, node, environment):
        shape = self.evaluate(node.operand, environment)
        if shape is not None and isinstance(node.op, ast.USub):
            shape.hints.add("number")
        return None

    def value_compare(self, node, environment):
        sides = [node.left] + node.comparators
        shapes = [self.evaluate(side, environment) for side in sides]
        for index, operator in enumerate(node.ops):
            self.compare(operator, shapes[index], sides[index], shapes[index + 1], sides[index + 1])
        return None

    def compare(self, operator, left, left_node, right, right_node):
        for shape, other, mirrored in ((left, right_node, False), (right, left_node, True)):
            if shape is None:
                continue
            if isinstance(operator, (ast.In, ast.NotIn)) and mirrored:
                if isinstance(other, ast.Constant) and isinstance(other.value, str):
                    shape.hints.add("sequence" if "list" in shape.hints else "container")
                    shape.child("maybe", other.value)
                continue
            constants = other.elts if isinstance(other, (ast.Tuple, ast.List, ast.Set)) else [other]
            for constant in constants:
                if isinstance(constant, ast.Constant):
                    if constant.value is None:
                        shape.optional = True
                    else:
                        self.hint_constant(shape, constant.value)
                elif isinstance(constant, ast.Attribute) and isinstance(operator, (ast.Eq, ast.NotEq, ast.Is, ast.In)):
                    shape.expects(ast.unparse(constant))
            if isinstance(operator, (ast.Lt, ast.Gt, ast.LtE, ast.GtE)) and not shape.hints:
                shape.hints.add("number?")

    def hint_constant(self, shape, value):
        kind = {bool: "bool", int: "number", float: "number", str: "text", bytes: "bytes"}.get(type(value))
        if kind:
            shape.hints.add(kind)
            shape.expects(repr(value))

    # Iteration

    def iterate(self, target, source, environment):
        """Binds a loop's names to what its source gives."""
        name = call_name(source)
        arguments = source.args if isinstance(source, ast.Call) else []
        if isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute) and name in ("items", "values", "keys"):
            base = self.evaluate(source.func.value, environment)
            value = base.value() if base is not None else None
            parts = {"items": [None, value], "values": value, "keys": None}[name]
        elif name == "enumerate" and arguments:
            parts = [None, self.element_of(arguments[0], environment)]
        elif name == "zip":
            parts = [self.element_of(a, environment) for a in arguments]
        elif name == "range":
            for argument in arguments:
                shape = self.evaluate(argument, environment)
                if shape is not None:
                    shape.hints.add("number")
            parts = None
        else:
            parts = self.element_of(source, environment)
        if isinstance(parts, list):
            if isinstance(target, ast.Tuple) and len(target.elts) == len(parts):
                for item, part in zip(target.elts, parts):
                    self.assign(item, part, None, environment)
        else:
            self.assign(target, parts, None, environment)
        for part in ast.walk(target):
            if isinstance(part, ast.Name):
                environment.origins.setdefault(part.id, []).append((source, environment))

    def element_of(self, node, environment):
        shape = self.evaluate(node, environment)
        if shape is None:
            return None
        if "dict" in shape.hints:
            return None
        return shape.element()

    def comprehension(self, node, environment, results):
        for generator in node.generators:
            self.iterate(generator.target, generator.iter, environment)
            for test in generator.ifs:
                self.evaluate(test, environment)
        for result in results:
            self.evaluate(result, environment)
        return None

    def value_listcomp(self, node, environment):
        return self.comprehension(node, environment, [node.elt])

    value_setcomp = value_generatorexp = value_listcomp

    def value_dictcomp(self, node, environment):
        return self.comprehension(node, environment, [node.key, node.value])

    # Calls

    def value_call(self, node, environment):
        arguments = [self.evaluate(a, environment) for a in node.args if not isinstance(a, (ast.Lambda, ast.Starred))]
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
        if name in DICT_METHODS and base.cls is None and not (name == "get" and "result" in {s[0] for s in base.children}):
            return self.dict_call(name, node, base)
        for methods, hint in ((TEXT_METHODS, "text"), (LIST_METHODS, "list"), (SET_METHODS, "set"), (DATE_METHODS, "datetime")):
            if name in methods and base.cls is None:
                base.hints.add(hint)
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


LIBRARY_HINTS = {
    "json.loads": "json", "datetime.fromisoformat": "isodate", "datetime.datetime.fromisoformat": "isodate",
    "date.fromisoformat": "isoday", "datetime.strptime": "isoday", "os.path.join": "path", "Path": "path", "re.match": "never",
    "os.path.exists": "path", "datetime.date.fromisoformat": "isoday", "csv.DictReader": "lines", "csv.reader": "lines",
}


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
