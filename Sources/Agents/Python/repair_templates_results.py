"""Repairs where a bad value is made: a forgotten return, the result of an in-place method, a default shared by calls."""

import ast

from repair_candidate import Candidate, at
from repair_evidence import is_generator, returns_of
from repair_places import assignment_of, default_for_use, in_quotes
from repair_reasons import Said
from repair_source import Edit, FUNCTIONS, dotted, scope_nodes

IN_PLACE = {"sort", "reverse", "append", "extend", "insert", "update", "add", "clear", "shuffle"}


def candidates(failure):
    if "NoneType" in failure.message:
        for place in failure.places[:2]:
            for value in _used_values(place):
                yield from _in_place(place, value)
                yield from _forgotten_returns(failure, place, value)
            yield from _absent_values(failure, place)
    for place in failure.places[:3]:
        yield from _shared_defaults(place, place.function, 45)
        for method in place.class_node.body if place.class_node is not None else ():
            if isinstance(method, FUNCTIONS) and method.name == "__init__" and method is not place.function:
                yield from _shared_defaults(place, method, 8)


def _used_values(place):
    """Calls on the failing line, and calls that gave a local name on it its value."""
    for node in place.expressions((ast.Call, ast.Name)):
        if isinstance(node, ast.Call):
            yield node
        elif isinstance(node.ctx, ast.Load):
            assignment = assignment_of(place, node.id)
            if assignment is not None and assignment.value is not None:
                value = assignment.value
                yield value.value if isinstance(value, ast.Await) else value


def _in_place(place, value):
    source = place.source
    statement = source.parents.get(value)
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute) or value.func.attr not in IN_PLACE:
        return
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
        return
    owner, method = source.text_of(value.func.value), value.func.attr
    if method == "sort":
        rest = source.text[source.span(value.func)[1] + 1:source.span(value)[1]]
        text = f"sorted({owner}{', ' if rest.strip() != ')' else ''}{rest}"
        edit = source.replace(value, text)
    elif dotted(value.func.value) == statement.targets[0].id:
        edit = source.replace(statement, source.text_of(value))
    else:
        return
    yield Candidate(
        "in-place-result", "fix", [edit], 4,
        f"{at(place)} uses the result of `{owner}.{method}()` at line {statement.lineno}, but that method changes its "
        "object and gives None. The change keeps the object instead.", Said(f"`{method}` has no result"))


def _forgotten_returns(failure, place, value):
    if not isinstance(value, ast.Call):
        return
    name = (dotted(value.func) or getattr(value.func, "attr", "")).split(".")[-1]
    producers = list(failure.repository.functions(name))
    if len(producers) != 1:
        return
    source, function = producers[0]
    if is_generator(function):
        return
    for node in scope_nodes(function):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and (
            dotted(node.value.func) or getattr(node.value.func, "attr", "")
        ).split(".")[-1] == name and returns_of(function):
            start, _ = source.span(node)
            yield _with_return(source, function, Edit(source.path, start, start, "return "), node)
    if any(node.value is not None for node in returns_of(function)):
        return
    last = function.body[-1]
    if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant):
        start, _ = source.span(last)
        yield _with_return(source, function, Edit(source.path, start, start, "return "), last)
    names = [node.targets[0].id for node in function.body
             if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)]
    if names and source.starts_line(last):
        yield _with_return(source, function, source.insert_after(last, [f"return {names[-1]}"]), last)


def _with_return(source, function, edit, node):
    return Candidate(
        "forgotten-return", "fix", [edit], 5,
        f"`{function.name}` ({source.path}:{node.lineno}) computes its result but forgets to return it, so its caller gets "
        "None. The change returns it.", Said("the caller uses the result"))


def _shared_defaults(place, function, cost):
    source = place.source
    if function is None:
        return
    arguments = function.args
    positional = arguments.posonlyargs + arguments.args
    pairs = list(zip(positional[len(positional) - len(arguments.defaults):], arguments.defaults))
    pairs += [(name, value) for name, value in zip(arguments.kwonlyargs, arguments.kw_defaults) if value is not None]
    for argument, default in pairs:
        mutable = isinstance(default, (ast.List, ast.Dict, ast.Set)) or isinstance(default, ast.Call) and dotted(
            default.func) in {"list", "dict", "set"}
        first = function.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(function.body) > 1:
            first = function.body[1]
        if mutable and source.starts_line(first) and _is_changed(function, argument.arg):
            unit = source.indent_unit()
            text = source.text_of(default)
            yield Candidate(
                "shared-default", "fix",
                [source.replace(default, "None"),
                 source.insert_before(first, [f"if {argument.arg} is None:", f"{unit}{argument.arg} = {text}"])], cost,
                f"`{function.name}` ({source.path}:{function.lineno}) has `{text}` as the default of `{argument.arg}` and changes it, so one call leaves its "
                "entries to the next. The change makes a new one for each call.",
                Said("a default is made once, when the function is defined"))


def _is_changed(function, name):
    for node in scope_nodes(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and dotted(node.func.value) == name and (
            node.func.attr in IN_PLACE | {"pop", "setdefault", "remove", "popitem"}
        ):
            return True
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)) and dotted(node.value) == name:
            return True
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == name and isinstance(
            node.targets[0], ast.Attribute
        ):
            return True
    return False


def _absent_values(failure, place):
    """A producer that hands on `data.get(key)` gives None where the key is missing; a neutral default mends it there."""
    source = place.source
    for node in place.expressions(ast.Name):
        if not isinstance(node.ctx, ast.Load) or place.function is None:
            continue
        default = default_for_use(source, node)
        if default in (None, "None", "{}"):
            continue
        for origin, value in _origins(failure, place, node.id):
            for call in ast.walk(value):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "get" and (
                    len(call.args) == 1 and not call.keywords and _hands_on(origin, value, call)
                ):
                    end = origin.span(call.args[0])[1]
                    text = origin.text_of(call)
                    yield Candidate(
                        "default-at-source", "default",
                        [Edit(origin.path, end, end, f", {in_quotes(origin, default)}")], 16,
                        f"{at(place)} uses `{node.id}`, which comes from `{text}` ({origin.path}:{call.lineno}) and is "
                        f"None where that key is missing. The change gives `{default}` there.",
                        "the value is made neutral where it is read", default)


def _hands_on(source, value, call):
    """Whether the value is the call's result as it is, perhaps in a tuple."""
    if value is call:
        return True
    return isinstance(value, (ast.Tuple, ast.List)) and any(item is call for item in value.elts)


def _origins(failure, place, name):
    """(file, expression) the name may have its value from: its assignment, or what a called function gives."""
    assignment = assignment_of(place, name)
    values = [assignment.value] if assignment is not None and assignment.value is not None else []
    for loop in place.source.ancestors(place.statement):
        if isinstance(loop, ast.For) and any(
            isinstance(item, ast.Name) and item.id == name for item in ast.walk(loop.target)
        ):
            values.append(loop.iter)
    for value in values:
        yield place.source, value
        if isinstance(value, ast.Call):
            called = (dotted(value.func) or getattr(value.func, "attr", "")).split(".")[-1]
            for source, function in list(failure.repository.functions(called))[:3]:
                for node in scope_nodes(function):
                    if isinstance(node, (ast.Return, ast.Yield)) and node.value is not None:
                        yield source, node.value
