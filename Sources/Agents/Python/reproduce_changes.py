"""Changes of the input as they are thought of, and what an expression of the program was made from."""

import ast

from reproduce_change import Change

MAXIMUM_DEPTH = 7
MAXIMUM_WANTS = 4000


class Changes:
    """Collects changes of the input. Wrong guesses cost only a try, so it guesses freely, the likely first."""

    def __init__(self, inference, message=""):
        self.inference, self.message = inference, message
        self.changes, self.passed, self.loops = {}, {}, {}
        self.depth = 0

    def tie(self, path):
        self.changes.setdefault(("itself", path), Change("itself", [path], None, 2.5))

    def add(self, action, shape, value=None, cost=1.0, other=None):
        if shape is None or not shape.path:
            return
        path = shape.path
        if any(step[0] in ("maybe", None) for step in path):
            return
        paths = [path] + ([other.path] if other is not None else [])
        if not other and shape.internal and shape.step and shape.step[0] == "attr":
            cost += 2.3
        if path[0][0] == "global":
            cost += 1.5
        if isinstance(value, ast.Constant):
            cost += oddness(shape, value.value)
        change = Change(action, paths, value, cost + 0.1 * self.depth + 0.05 * len(path))
        known = self.changes.get(change.key())
        if known is None or known.cost > change.cost:
            self.changes[change.key()] = change

    def shape(self, node, environment):
        self.inference.budget = max(self.inference.budget, 200)
        return self.inference.evaluate(node, environment)

    def behind(self, node, environment):
        """The expressions a name or attribute was made from, and what the called function returns."""
        if isinstance(node, ast.Name):
            return list(environment.origins.get(node.id, ()))
        if isinstance(node, ast.Attribute):
            base = self.shape(node.value, environment)
            return list(self.inference.attribute_origins.get((id(base), node.attr), ())) if base is not None else []
        if isinstance(node, ast.Await):
            return [(node.value, environment)]
        if isinstance(node, ast.NamedExpr):
            return [(node.value, environment)]
        if isinstance(node, ast.IfExp):
            return [(node.body, environment), (node.orelse, environment)]
        if isinstance(node, ast.BoolOp):
            return [(value, environment) for value in node.values]
        if isinstance(node, ast.Call):
            inner = self.inference.calls.get(id(node))
            return [(value, inner) for _, value in inner.returned] if inner else []
        return []

    def each(self, want, node, environment, *rest):
        """Passes a want on to what stands behind an expression."""
        if self.depth >= MAXIMUM_DEPTH:
            return
        self.depth += 1
        for inner, where in self.behind(node, environment):
            if inner is not node and self.is_new(want, inner, where, rest):
                want(inner, where, *rest)
        self.depth -= 1


    def is_new(self, want, node, environment, rest):
        """Whether a want has not been passed on to an expression yet, or only from further away. Code meets itself again often."""
        key = (want.__name__, id(node), id(environment), *map(repr, rest))
        if self.passed.get(key, MAXIMUM_DEPTH + 1) <= self.depth or len(self.passed) > MAXIMUM_WANTS:
            return False
        self.passed[key] = self.depth
        return True


def oddness(shape, value):
    """What it costs to give a value of a kind that annotations and use speak against."""
    if value is None:
        return 0.0 if shape.optional or shape.cls is None else 0.3
    if shape.cls is not None:
        return 1.5
    if isinstance(value, str):
        return 0.8 if shape.hints & {"number", "integer", "list", "dict", "bool", "number?"} else 0.0
    return 0.8 if shape.hints & {"text", "list", "dict"} and not isinstance(value, bool) else 0.0
