"""Code that is alike but for a dressing: `Status(text)` beside `Carrier(text.strip().lower())`."""

import ast

from repair_source import FUNCTIONS, dotted

MAXIMUM_LAYERS = 3


def dressings(plain, dressed, exact=False):
    """What `dressed` wraps around parts of `plain`, as [(part, wrapping, hole)]; None where they differ otherwise.

    Names and constants may differ, unless `exact`; what is called must be the same, but for two classes.
    """
    found = _fields(plain, dressed, exact) if type(plain) is type(dressed) else None
    if found is not None:
        return found
    hole = dressed
    for _ in range(MAXIMUM_LAYERS):
        hole = _inner(hole)
        if hole is None:
            return None
        if type(hole) is type(plain) and _fields(plain, hole, exact) == []:
            return [(plain, dressed, hole)]
    return None


def _fields(plain, dressed, exact):
    if isinstance(plain, ast.Constant):
        return [] if type(plain.value) is type(dressed.value) else None
    if isinstance(plain, ast.Name):
        return [] if plain.id == dressed.id or not exact else None
    if isinstance(plain, ast.Call) and not _same_callee(plain.func, dressed.func):
        return None
    found = []
    for name, value in ast.iter_fields(plain):
        other = getattr(dressed, name)
        if name in {"ctx", "attr"} and not (name == "attr" and exact and value != other):
            continue
        values, others = (value, other) if isinstance(value, list) else ([value], [other])
        if not isinstance(others, list) or len(values) != len(others):
            return None
        for left, right in zip(values, others):
            if not isinstance(left, ast.AST):
                if left != right:
                    return None
                continue
            part = dressings(left, right, exact) if isinstance(left, ast.expr) else (
                _fields(left, right, exact) if type(left) is type(right) else None)
            if part is None:
                return None
            found += part
    return found


def _same_callee(left, right):
    if isinstance(left, ast.Attribute) and isinstance(right, ast.Attribute):
        return left.attr == right.attr
    names = dotted(left), dotted(right)
    return None not in names and (names[0] == names[1] or all(name.split(".")[-1][:1].isupper() for name in names))


def _inner(node):
    """What a call of one thing, a method without arguments, or an `await` is put around."""
    if isinstance(node, ast.Await):
        return node.value
    if not isinstance(node, ast.Call) or node.keywords:
        return None
    if isinstance(node.func, ast.Attribute) and not node.args:
        return node.func.value
    if isinstance(node.func, ast.Name) and len(node.args) == 1:
        return node.args[0]
    return None


def dressed_text(source, part, other, wrapping, hole):
    """The text of `part` in the wrapping that stands around `hole` in another expression."""
    text = other.text_of(wrapping)
    start, end = other.span(wrapping)
    inner_start, inner_end = other.span(hole)
    return text[:inner_start - start] + source.text_of(part) + text[inner_end - start:] if inner_end <= end else None


def wrapping_names(wrapping, hole):
    """Names that the wrapping reads besides the hole."""
    inside = set(map(id, ast.walk(hole)))
    return {node.id for node in ast.walk(wrapping) if isinstance(node, ast.Name) and id(node) not in inside}


def careful_versions(source, call):
    """Functions of the file that take one thing and put it through the same call with more care."""
    if len(call.args) != 1 or call.keywords or dotted(call.func) is None:
        return
    own = source.function_of(call)
    for node in source.tree.body:
        if not isinstance(node, FUNCTIONS) or node is own or len(node.args.args) != 1:
            continue
        given = node.args.args[0].arg
        if any(isinstance(item, ast.Call) and dotted(item.func) == dotted(call.func)
               and [dotted(argument) for argument in item.args] == [given] for item in ast.walk(node)):
            yield node
