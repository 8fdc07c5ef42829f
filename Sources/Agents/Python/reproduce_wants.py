"""Works backwards: to make this expression empty, zero, missing or None, which part of the input must change, and how."""

import ast

from reproduce_calls import SAME_ITERABLE, SAME_TEXT, call_name, constant_number
from reproduce_changes import Changes, MAXIMUM_DEPTH
from reproduce_program import expression, literal


class Wants(Changes):
    """What expressions and conditions shall be."""

    def arguments(self, node, environment):
        """A call whose result can't be foreseen: give it values it can't know."""
        if isinstance(node, ast.Call):
            for argument in list(node.args) + [k.value for k in node.keywords]:
                self.unknown(argument, environment)
            if isinstance(node.func, ast.Attribute):
                base = self.shape(node.func.value, environment)
                for part in (base.children.values() if base is not None else ()):
                    if part.internal or part.hints & {"dict", "list"}:
                        self.add("empty", part, cost=2.0)

    # What an expression shall be

    def none(self, node, environment):
        shape = self.shape(node, environment)
        if shape is not None:
            self.add("set", shape, literal(None), cost=0.3 if shape.optional else 0.8)
            if shape.step and shape.step[0] == "key":
                self.add("drop", shape, cost=0.3)
        if isinstance(node, ast.Call):
            name = call_name(node)
            if isinstance(node.func, ast.Attribute) and name in ("get", "pop") and node.args:
                self.missing(node.func.value, environment, node.args[0])
            elif name in ("match", "search", "fullmatch"):
                for argument in node.args[-2:]:
                    for text in ("", "?", "unknown"):
                        self.text(argument, environment, text)
            elif name == "next" and node.args:
                self.empty(node.args[0], environment)
                self.unmatched(node.args[0], environment)
            elif id(node) in self.inference.calls or not shape:
                self.arguments(node, environment)
        self.each(self.none, node, environment)

    def unmatched(self, node, environment):
        """A filtered iteration that lets nothing through."""
        for generator in getattr(node, "generators", []):
            for test in generator.ifs:
                for part in ast.walk(test):
                    if isinstance(part, ast.Compare):
                        for side in [part.left] + part.comparators:
                            self.unknown(side, environment)

    def unknown(self, node, environment):
        if isinstance(node, ast.Constant):
            return
        shape = self.shape(node, environment)
        if shape is not None:
            for value in self.unknown_values(shape):
                self.add("set", shape, value, cost=0.5)
        self.each(self.unknown, node, environment)

    def unknown_values(self, shape):
        text = self.message.strip()
        found = []
        try:
            value = ast.literal_eval(text)
            found.append(literal(value))
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            pass
        if not shape.hints & {"number", "integer"}:
            found.append(literal("unknown"))
        if not shape.hints & {"text"}:
            found.extend([literal(0), literal(999)])
        return found

    def missing(self, node, environment, key):
        """A mapping without a key."""
        shape = self.shape(node, environment)
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            if shape is not None:
                self.add("drop", shape.key(key.value), cost=0.2)
        else:
            self.unknown(key, environment)
        if shape is not None:
            self.add("empty", shape, cost=1.2)
            if shape.internal:
                self.add("set", shape, expression("{}"), cost=1.5)
        self.accumulated(node, environment)
        self.each(self.missing, node, environment, key)

    def empty(self, node, environment):
        shape = self.shape(node, environment)
        if shape is not None:
            self.add("empty", shape, cost=0.2)
            if shape.step and shape.step[0] == "key" and shape.optional:
                self.add("drop", shape, cost=0.4)
        if isinstance(node, ast.Call):
            name = call_name(node)
            if name in SAME_ITERABLE | {"enumerate", "zip", "filter", "map", "Counter", "len"}:
                for argument in node.args:
                    self.empty(argument, environment)
            elif isinstance(node.func, ast.Attribute):
                self.empty(node.func.value, environment)
                if name in ("get", "setdefault") and node.args:
                    self.missing(node.func.value, environment, node.args[0])
            if id(node) in self.inference.calls:
                self.arguments(node, environment)
            if name == "range":
                for argument in node.args:
                    self.zero(argument, environment)
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            for generator in node.generators:
                self.empty(generator.iter, environment)
            self.unmatched(node, environment)
        elif isinstance(node, ast.Subscript):
            self.empty(node.value, environment)
        elif isinstance(node, ast.BinOp):
            self.empty(node.left, environment)
            self.empty(node.right, environment)
        self.accumulated(node, environment)
        self.each(self.empty, node, environment)

    def accumulated(self, node, environment):
        """A container or sum filled in loops stays as it began when the loops have nothing to do."""
        if not isinstance(node, (ast.Name, ast.Attribute)) or self.depth >= MAXIMUM_DEPTH or not self.is_new(
                self.accumulated, environment.definition.node, environment, (wanted := ast.unparse(node),)):
            return
        self.depth += 1
        for loop in self.loops_filling(wanted, environment.definition.node):
            if ast.unparse(loop.iter) != wanted:
                self.empty(loop.iter, environment)
            for test in ast.walk(loop):
                if isinstance(test, ast.If):
                    self.truth(test.test, environment, False)
        self.depth -= 1

    def loops_filling(self, wanted, function):
        key = (wanted, id(function))
        if key not in self.loops:
            loops = [n for n in ast.walk(function) if isinstance(n, (ast.For, ast.AsyncFor))]
            self.loops[key] = [n for n in loops if any(fills(part, wanted) for part in ast.walk(n))]
        return self.loops[key]

    def short(self, node, environment, count):
        shape = self.shape(node, environment)
        if shape is not None:
            for size in range(max(0, min(count, 4)), 0, -1):
                self.add("truncate", shape, size, cost=0.4)
            for text in ("", "x"):
                if "text" in shape.hints:
                    self.add("set", shape, literal(text), cost=0.4)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            for text in ("", "unknown", " ".join(["x"] * count)):
                self.text(node.func.value, environment, text)
            self.short(node.func.value, environment, count)
        self.empty(node, environment)
        self.each(self.short, node, environment, count)

    def zero(self, node, environment):
        shape = self.shape(node, environment)
        if shape is not None:
            self.add("set", shape, literal(0), cost=0.2)
        if isinstance(node, ast.BinOp):
            if isinstance(node.op, ast.Sub):
                left, right = self.shape(node.left, environment), self.shape(node.right, environment)
                if left is not None and right is not None:
                    self.add("same", left, cost=0.4, other=right)
                    self.add("same", right, cost=0.45, other=left)
                elif left is not None and isinstance(node.right, ast.Constant):
                    self.add("set", left, node.right, cost=0.4)
            self.zero(node.left, environment)
            self.zero(node.right, environment)
        elif isinstance(node, ast.Call):
            name = call_name(node)
            if name in ("len", "sum", "Counter"):
                for argument in node.args[:1]:
                    self.empty(argument, environment)
                    for part in getattr(argument, "generators", ()):
                        self.zero(argument.elt, environment)
            elif name == "get" and len(node.args) > 1 and isinstance(node.func, ast.Attribute):
                self.missing(node.func.value, environment, node.args[0])
            elif name == "count" and isinstance(node.func, ast.Attribute):
                self.empty(node.func.value, environment)
            elif name in ("max", "min", "abs", "round", "int", "float", "Decimal", "timedelta"):
                for argument in list(node.args) + [k.value for k in node.keywords]:
                    self.zero(argument, environment)
                    self.text(argument, environment, "0")
            elif id(node) in self.inference.calls:
                self.arguments(node, environment)
            if isinstance(node.func, ast.Attribute) and name in ("total_seconds", "values", "total"):
                self.zero(node.func.value, environment)
        if isinstance(node, ast.Attribute) and node.attr in ("days", "seconds"):
            self.zero(node.value, environment)
        self.accumulated(node, environment)
        self.each(self.zero, node, environment)

    def text(self, node, environment, text):
        """A text, or what it was cut from, holding exactly this."""
        shape = self.shape(node, environment)
        if shape is not None and (shape.path or shape.step):
            self.add("set", shape, literal(text), cost=0.3)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and self.depth < MAXIMUM_DEPTH:
            separator = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else " "
            self.depth += 1
            if call_name(node) in ("split", "rsplit", "partition", "rpartition") and isinstance(separator, str):
                base = self.shape(node.func.value, environment)
                for filler in ("a", "1"):
                    for index in range(4):
                        parts = [filler] * 4
                        parts[index] = text
                        for size in range(index + 1, 5):
                            self.add("set", base, literal(separator.join(parts[:size])), cost=0.6 + 0.1 * size)
            if call_name(node) in SAME_TEXT | {"split", "decode", "read", "readline", "get"}:
                self.text(node.func.value, environment, text)
            if call_name(node) == "get" and node.args:
                self.missing(node.func.value, environment, node.args[0])
            self.depth -= 1
        elif isinstance(node, ast.Subscript) and self.depth < MAXIMUM_DEPTH:
            self.depth += 1
            self.text(node.value, environment, text)
            self.depth -= 1
        self.each(self.text, node, environment, text)

    def value(self, node, environment, values):
        """One of these values, wherever the expression comes from."""
        if isinstance(node, ast.Constant):
            return
        shape = self.shape(node, environment)
        if shape is not None:
            for value in values:
                self.add("set", shape, value, cost=0.5)
        self.each(self.value, node, environment, values)

    # What a condition shall be

    def truth(self, node, environment, wanted, cost=0.6):
        if self.depth >= MAXIMUM_DEPTH:
            return
        self.depth += 1
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self.truth(node.operand, environment, not wanted)
        elif isinstance(node, ast.BoolOp):
            for value in node.values:
                self.truth(value, environment, wanted)
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            self.comparison(node, environment, wanted)
        elif not isinstance(node, ast.Constant):
            if wanted:
                self.value(node, environment, [literal(True), literal(1), literal("a1")])
            else:
                self.empty(node, environment)
                self.value(node, environment, [literal(False), literal(None), literal("")])
        self.depth -= 1

    def comparison(self, node, environment, wanted):
        operator, right = node.ops[0], node.comparators[0]
        for side, other in ((node.left, right), (right, node.left)):
            if isinstance(side, ast.Constant):
                continue
            number = constant_number(other)
            if isinstance(operator, (ast.Is, ast.IsNot)) and isinstance(other, ast.Constant) and other.value is None:
                if wanted == isinstance(operator, ast.Is):
                    self.none(side, environment)
            elif number is not None or isinstance(other, ast.Constant) and isinstance(other.value, float):
                base = number if number is not None else other.value
                inner = side.args[0] if call_name(side) == "len" and getattr(side, "args", None) else None
                if inner is not None:
                    self.empty(inner, environment)
                    self.each_twice(inner, environment)
                self.value(side, environment, [literal(base), literal(base + 1), literal(base - 1)])
            elif isinstance(other, (ast.Constant, ast.Attribute)) and isinstance(operator, (ast.Eq, ast.NotEq)):
                known = isinstance(other, ast.Constant) or self.inference.world.object(environment.module, other) is not None
                values = [other] if known and wanted == isinstance(operator, ast.Eq) else [literal("other")]
                self.value(side, environment, values)
            elif isinstance(operator, (ast.In, ast.NotIn)) and side is node.left:
                if isinstance(other, (ast.Tuple, ast.List, ast.Set)) and wanted == isinstance(operator, ast.In):
                    self.value(side, environment, other.elts[:4])
                else:
                    self.missing(other, environment, side)
            elif isinstance(operator, (ast.Lt, ast.Gt, ast.LtE, ast.GtE)):
                self.value(side, environment, [literal(0), literal(1000000), literal(-1)])

    def each_twice(self, node, environment):
        shape = self.shape(node, environment)
        if shape is not None:
            self.add("twice", shape, cost=0.7)


def fills(node, name):
    """Whether a statement adds to a container or variable of this name."""
    if isinstance(node, ast.AugAssign):
        target = node.target.value if isinstance(node.target, ast.Subscript) else node.target
        return ast.unparse(target) == name
    if isinstance(node, ast.Assign):
        return any(isinstance(t, ast.Subscript) and ast.unparse(t.value) == name or ast.unparse(t) == name for t in node.targets)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in (
        "append", "add", "extend", "update", "setdefault", "insert", "appendleft") and ast.unparse(node.func.value) == name
