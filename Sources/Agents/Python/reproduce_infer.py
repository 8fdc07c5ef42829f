"""Reads a function as it would run, to learn the shape of what it is given and what reaches the failing line."""

import ast

from reproduce_evaluate import Evaluator
from reproduce_project import header_lines
from reproduce_shape import Shape

MAXIMUM_DEPTH = 4
MAXIMUM_NODES = 40_000


class Environment:
    """The names of one running function: what they are, and the expressions they were made from."""

    def __init__(self, definition, receiver=None):
        self.definition = definition
        self.module = definition.module
        self.receiver = receiver
        self.shapes = {}
        self.origins = {}
        self.nested = {}
        self.returned = []

    def bind(self, name, shape, origin=None):
        if shape is not None or name not in self.shapes:
            self.shapes[name] = shape
        if origin is not None and len(self.origins.setdefault(name, [])) < 6:
            self.origins[name].append(origin)


def cut(value, index):
    """The expression for one part of an unpacked value."""
    if not isinstance(value, ast.expr):
        return None
    return ast.fix_missing_locations(ast.copy_location(ast.Subscript(value, ast.Constant(index), ast.Load()), value))


class Arrival:
    """The failing statement, with the names in force there."""

    def __init__(self, statement, environment):
        self.statement, self.environment = statement, environment


class Inference(Evaluator):
    """What one entry function asks of its arguments, its receiver and the module's own state."""

    def __init__(self, world, entry, target_path, target_lines, guess=True):
        """With `guess`, an argument named like a class of the project is taken for one where its use allows it."""
        self.world, self.entry = world, entry
        self.guess, self.guessed = guess, False
        self.target_path, self.target_lines = target_path, target_lines
        self.arrivals = []
        self.globals = {}
        self.calls = {}
        self.attribute_origins = {}
        self.budget = MAXIMUM_NODES
        self.active = []
        self.browsing = False
        self.receiver = None
        self.arguments = {}
        self._read()

    def _read(self):
        definition = self.entry
        environment = Environment(definition)
        if definition.owner is not None:
            self.receiver = Shape(("self",))
            if self.world.is_own_class(definition.owner):
                self.adopt(self.receiver, definition.owner, root=True)
        for name in definition.parameters():
            self.arguments[name] = Shape(("param", name))
        self.run(definition, self.arguments, self.receiver, environment)

    # Functions

    def run(self, definition, arguments, receiver, environment=None):
        """Reads a function's body once, with these shapes for its parameters."""
        key = (definition.path, definition.node.lineno)
        environment = environment or Environment(definition, receiver)
        environment.receiver = receiver
        if len(self.active) >= MAXIMUM_DEPTH or key in self.active:
            return environment
        self.active.append(key)
        annotations = definition.annotations()
        for name in definition.parameters():
            shape = arguments.get(name)
            if shape is not None and name in annotations:
                self.annotate(shape, annotations[name], definition.module)
            elif shape is not None and self.guess and shape.step and shape.cls is None and not shape.children:
                self.guess_class(shape, name, definition)
            if shape is not None and shape.step and shape.step[0] in ("param", "init", "ctor", "inner"):
                default = definition.defaults().get(name)
                if isinstance(default, ast.Constant) and default.value is not None:
                    self.hint_constant(shape, default.value)
                    shape.constants.pop() if shape.constants else None
            environment.bind(name, shape)
        given = definition.node.args
        first = [a.arg for a in given.posonlyargs + given.args][:1]
        if definition.owner is not None and first and "staticmethod" not in definition.decorators():
            environment.bind(first[0], receiver)
        self.block(definition.node.body, environment)
        self.active.pop()
        return environment

    def guess_class(self, shape, name, definition):
        used = {n.attr for n in ast.walk(definition.node) if isinstance(n, ast.Attribute)
                and isinstance(n.value, ast.Name) and n.value.id == name}
        kind, attribute = self.world.lacking
        if attribute in used:
            cls = self.world.class_named(kind, used - {attribute})
        else:
            cls = self.world.class_named(name, used) if shape.step[0] in ("param", "init", "ctor") else None
        if cls is not None:
            self.guessed = True
            self.adopt(shape, cls)

    def block(self, body, environment):
        for statement in body:
            self.statement(statement, environment)

    def statement(self, node, environment):
        if self.spend():
            return
        if not self.browsing and environment.definition.path == self.target_path and self._arrives(node):
            self.arrivals.append(Arrival(node, environment))
        name = type(node).__name__.lower()
        method = getattr(self, f"read_{name}", None)
        if method:
            method(node, environment)
            return
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.evaluate(child, environment)
        for field in ("body", "orelse", "finalbody"):
            self.block(getattr(node, field, []), environment)
        for handler in getattr(node, "handlers", []) + getattr(node, "cases", []):
            self.block(handler.body, environment)

    def _arrives(self, node):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try)):
            return False
        return any(line in self.target_lines for line in header_lines(node))

    def read_functiondef(self, node, environment):
        environment.nested[node.name] = node
        inner = Environment(environment.definition, environment.receiver)
        inner.shapes = dict(environment.shapes)
        inner.origins = environment.origins
        inner.nested = environment.nested
        if not (node.lineno <= min(self.target_lines) <= node.end_lineno) or not self.entry_holds(environment):
            for argument in node.args.posonlyargs + node.args.args + node.args.kwonlyargs:
                inner.shapes[argument.arg] = None
            self.block(node.body, inner)
            return
        for argument in node.args.posonlyargs + node.args.args + node.args.kwonlyargs:
            shape = Shape(("inner", argument.arg))
            self.arguments_inner = getattr(self, "arguments_inner", {})
            self.arguments_inner[argument.arg] = shape
            if argument.annotation:
                self.annotate(shape, argument.annotation, environment.module)
            inner.shapes[argument.arg] = shape
        self.block(node.body, inner)

    read_asyncfunctiondef = read_functiondef

    def entry_holds(self, environment):
        return environment.definition.node is self.entry.node

    def read_classdef(self, node, environment):
        return

    # Statements that bind or tell

    def read_assign(self, node, environment):
        shape = self.evaluate(node.value, environment)
        for target in node.targets:
            self.assign(target, shape, node.value, environment)

    def read_annassign(self, node, environment):
        if node.value is None:
            return
        shape = self.evaluate(node.value, environment)
        if shape is not None:
            self.annotate(shape, node.annotation, environment.module)
        self.assign(node.target, shape, node.value, environment)

    def assign(self, target, shape, value, environment):
        if isinstance(target, ast.Name):
            environment.bind(target.id, shape, (value, environment) if value is not None else None)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self.unpack(target, shape, value, environment)
        elif isinstance(target, ast.Attribute):
            base = self.evaluate(target.value, environment)
            if base is not None:
                if shape is None:
                    shape = base.attribute(target.attr)
                    shape.internal = True
                base.children[("attr", target.attr)] = shape
                if value is not None:
                    self.attribute_origins.setdefault((id(base), target.attr), []).append((value, environment))
        elif isinstance(target, ast.Subscript):
            self.evaluate(target, environment)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, shape, None, environment)

    def unpack(self, target, shape, value, environment):
        values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else None
        for index, item in enumerate(target.elts):
            part, origin = None, None
            if values and len(values) == len(target.elts):
                origin = values[index]
                part = self.evaluate(origin, environment)
            else:
                origin = cut(value, index)
            if shape is not None and part is None:
                part = shape.child("item", index)
                shape.hints.add("tuple")
                shape.least = max(shape.least, len(target.elts))
            self.assign(item, part, origin, environment)

    def read_augassign(self, node, environment):
        value = self.evaluate(node.value, environment)
        target = self.evaluate(node.target, environment)
        for shape in (value, target):
            if shape is not None and not isinstance(node.op, ast.Add):
                shape.hints.add("number")
        if isinstance(node.target, ast.Name) and value is not None:
            environment.bind(node.target.id, None, (node.value, environment))
            if isinstance(node.op, ast.Add) and not value.hints:
                value.hints.add("number?")

    def read_for(self, node, environment):
        self.iterate(node.target, node.iter, environment)
        self.block(node.body, environment)
        self.block(node.orelse, environment)

    read_asyncfor = read_for

    def read_with(self, node, environment):
        for item in node.items:
            shape = self.evaluate(item.context_expr, environment)
            if item.optional_vars is not None:
                entered = shape.result("__enter__") if shape is not None and shape.cls is None else shape
                self.assign(item.optional_vars, entered, item.context_expr, environment)
        self.block(node.body, environment)

    read_asyncwith = read_with

    def read_return(self, node, environment):
        if node.value is not None:
            shape = self.evaluate(node.value, environment)
            environment.returned.append((shape, node.value))

    def read_match(self, node, environment):
        shape = self.evaluate(node.subject, environment)
        for case in node.cases:
            for pattern in ast.walk(case.pattern):
                if isinstance(pattern, ast.MatchValue) and shape is not None:
                    shape.expects(ast.unparse(pattern.value))
            self.block(case.body, environment)

    def spend(self):
        self.budget -= 1
        return self.budget <= 0
