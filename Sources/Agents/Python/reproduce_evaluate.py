"""Reads expressions: which part of which argument each stands for, and what it must be for the code to go on."""

import ast
import inspect

from reproduce_calls import Calls, call_name, constant_number
from reproduce_shape import Shape


class Evaluator(Calls):
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

    def learn_keys(self, base, key):
        """A name looked up in a table of the module may be any of the table's keys."""
        table = self.world.value(*base.step[1:]) if base is not None and base.step and base.step[0] == "global" else None
        if isinstance(table, dict) and key is not None:
            for known in list(table)[:10]:
                if isinstance(known, (str, int)):
                    key.expects(repr(known))

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
        self.learn_keys(base, place)
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
        shape = self.evaluate(node.value, environment)
        if shape is not None and shape.step and shape.step[0] == "result":
            shape.hints.add("awaited")
        return shape

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
        self.here = environment
        for index, operator in enumerate(node.ops):
            self.compare(operator, shapes[index], sides[index], shapes[index + 1], sides[index + 1])
        return None

    def compare(self, operator, left, left_node, right, right_node):
        for shape, other, mirrored in ((left, right_node, False), (right, left_node, True)):
            if shape is None:
                continue
            if isinstance(operator, (ast.In, ast.NotIn)) and mirrored:
                self.learn_keys(shape, left)
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
                elif self.is_named_constant(constant) and not (constant is other and isinstance(operator, ast.In)):
                    shape.expects(ast.unparse(constant))
            if isinstance(operator, (ast.Lt, ast.Gt, ast.LtE, ast.GtE)) and not shape.hints:
                shape.hints.add("number?")

    def is_named_constant(self, node):
        """Whether an expression is a member of a class or module, such as an enumeration's case."""
        return isinstance(node, ast.Attribute) and self.world.object(self.here.module, node) is not None

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
        if shape.hints & {"dict", "text"}:
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
