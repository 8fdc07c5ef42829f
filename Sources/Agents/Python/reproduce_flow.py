"""How values and control flow inside one function or class, as far as its text tells."""

import ast

from reproduce_callers import FUNCTIONS


def attribute_values(definition, name):
    """(function, value, annotation) of each statement of a class that gives an attribute a value."""
    for part in definition.body if definition is not None else ():
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.target.id == name:
            yield None, part.value, part.annotation
        elif isinstance(part, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in part.targets):
            yield None, part.value, None
        for node in ast.walk(part) if isinstance(part, FUNCTIONS) else ():
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr == name and isinstance(target.value, ast.Name) and target.value.id == "self":
                    yield part, node.value, getattr(node, "annotation", None)
                elif not isinstance(target, (ast.Name, ast.Attribute)) and any(
                        isinstance(n, ast.Attribute) and n.attr == name and isinstance(n.ctx, ast.Store) for n in ast.walk(target)):
                    yield part, ..., None


def own_nodes(function):
    """The nodes of a function without those of functions inside it."""
    pending = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, FUNCTIONS + (ast.Lambda, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))


def stores(target, name):
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(target))


def falls_off(body):
    """Whether control can reach the end of these statements."""
    last = body[-1] if body else None
    if isinstance(last, (ast.Return, ast.Raise, ast.Continue, ast.Break)):
        return False
    if isinstance(last, ast.If):
        return falls_off(last.body) or falls_off(last.orelse)
    if isinstance(last, (ast.With, ast.AsyncWith)):
        return falls_off(last.body)
    if isinstance(last, ast.Try):
        if last.finalbody and not falls_off(last.finalbody):
            return False
        return falls_off(last.orelse or last.body) or any(falls_off(h.body) for h in last.handlers)
    if isinstance(last, ast.While) and isinstance(last.test, ast.Constant) and last.test.value:
        return any(isinstance(n, ast.Break) for n in ast.walk(last))
    if isinstance(last, ast.Match):
        wild = any(isinstance(c.pattern, ast.MatchAs) and c.pattern.pattern is None and c.guard is None for c in last.cases)
        return not wild or any(falls_off(c.body) for c in last.cases)
    return True


def is_guarded(node, function):
    """Whether None can't reach this use of a name or attribute: a condition around it, or an early exit before it, sees to that."""
    text = ast.unparse(node)
    for part in own_nodes(function) if function is not None else ():
        if not isinstance(part, (ast.If, ast.While, ast.IfExp)):
            continue
        body = part.body if isinstance(part.body, list) else [part.body]
        inside = body[0].lineno <= node.lineno <= body[-1].end_lineno
        if inside and says(part.test, text, True):
            return True
        if isinstance(part, ast.If) and part.end_lineno < node.lineno and says(part.test, text, False) and not falls_off(part.body):
            return True
    return False


def says(test, text, present):
    """Whether a condition that holds means that something is there (or, else, may be all that is not there)."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And if present else ast.Or):
        return any(says(value, text, present) for value in test.values)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return says(test.operand, text, not present)
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and ast.unparse(test.left) == text:
        none = isinstance(test.comparators[0], ast.Constant) and test.comparators[0].value is None
        return none and isinstance(test.ops[0], (ast.IsNot, ast.NotEq) if present else (ast.Is, ast.Eq))
    return present and ast.unparse(test) == text
