"""What the function itself does in like cases: its other guards, and what its documentation says of entries it can't use."""

import ast
import re

from repair_evidence import innermost_loop, scope_names
from repair_precedent import body_lines, guards_of, neighbours, usable
from repair_source import FUNCTIONS, names_in

SKIPPING = re.compile(
    r"\b(left out|leaves? (them |it |those )?(out|alone)|left alone|skip\w*|ignor\w+|omit\w*|dropp?(s|ed)\b|passed over|filtered"
    r"|who has|come last|none of (them|those))", re.I)


def documentation(place):
    """What is written about the place: the documentation of the function and its class, and comments in the function."""
    parts = [ast.get_docstring(node) or "" for node in (place.function, place.class_node) if node is not None]
    if place.function is not None:
        first, last = place.function.lineno, place.function.end_lineno
        lines = [place.source.line(number) for number in range(first, last + 1)]
        parts += re.findall(r"#\s*(.+)", "\n".join(line for line in lines if '"#' not in line and "'#" not in line))
    return "\n".join(parts)


def leaves_out(place):
    """Whether the documentation says that some entries are left out."""
    return bool(SKIPPING.search(documentation(place)))


def records(place, statement, kind):
    """Counting statements that the function's own guards make before they leave in this way (`return`, `skip`)."""
    wanted = ast.Continue if kind == "skip" else ast.Return
    known = scope_names(place.source, statement) | {"self", "cls"}
    loop = innermost_loop(place.source, statement)
    for guard in guards_of(place.function):
        if not isinstance(guard.body[-1], wanted) or kind == "skip" and innermost_loop(place.source, guard) is not loop:
            continue
        if isinstance(guard.body[-1], ast.Return) and guard.body[-1].value is not None:
            continue
        counted = [node for node in guard.body[:-1] if isinstance(node, ast.AugAssign)]
        if counted and all(names_in(node.value) <= known for node in counted):
            return [place.source.text_of(node) for node in counted], guard
    return [], None


def same_but_for_a_name(place, condition):
    """(guard, lines, is own) of guards of the function, then of its neighbours, that ask the same of another thing.

    The lines tell of this one.
    """
    try:
        wanted = ast.parse(condition, mode="eval").body
    except SyntaxError:
        return
    own = [(guard, True) for guard in guards_of(place.function)]
    others = [(guard, False) for distance, function in neighbours(place) if not distance for guard in guards_of(function)]
    for guard, is_own in own + others:
        change = _renamed(guard.test, wanted)
        lines = body_lines(place.source, guard) if change else None
        if lines is None:
            continue
        old, new = change
        known = scope_names(place.source, place.statement) | {new} | _everywhere(place.source)
        if usable(guard, known | {old}):
            yield guard, [re.sub(rf"\b{re.escape(old)}\b", new, line) for line in lines], is_own


def _renamed(left, right):
    """(old, new) where two expressions differ in exactly one name; None otherwise."""
    pairs = set()

    def walk(a, b):
        if isinstance(a, ast.Name) and isinstance(b, ast.Name):
            if a.id != b.id:
                pairs.add((a.id, b.id))
            return True
        if isinstance(a, ast.Attribute) and isinstance(b, ast.Attribute) and a.attr != b.attr:
            pairs.add((a.attr, b.attr))
            return walk(a.value, b.value)
        if type(a) is not type(b):
            return False
        for field in a._fields:
            x, y = getattr(a, field, None), getattr(b, field, None)
            if field == "ctx":
                continue
            if isinstance(x, list):
                if len(x) != len(y) or not all(walk(i, j) for i, j in zip(x, y)):
                    return False
            elif isinstance(x, ast.AST):
                if not isinstance(y, ast.AST) or not walk(x, y):
                    return False
            elif x != y:
                return False
        return True

    return pairs.pop() if walk(left, right) and len(pairs) == 1 else None


def _everywhere(source):
    names = {"self", "cls"} | set(dir(__builtins__) if not isinstance(__builtins__, dict) else __builtins__)
    for node in source.tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names
