"""Repairs of mappings that are filled or emptied entry by entry."""

import ast
import builtins
import re

from repair_candidate import Candidate, at
from repair_evidence import documented_errors
from repair_places import in_quotes, value_default
from repair_reasons import Said
from repair_style import Style
from repair_surroundings import raised_in
from repair_telling import begins_empty

CLEARING = re.compile(
    r"^_*(clean|clear|close|discard|dispose|drop_old|evict|exit|expire|forget|purge|release|reset|shut|stop|sweep|tear|tidy"
    r"|unsubscribe|wipe)"
    r"|^__(exit|aexit|del)__$")


def is_counter(node):
    return isinstance(node.ctx, ast.Store)


def constant(node):
    return node.value if isinstance(node, ast.Constant) else None


def counters(failure, place, statement, node, mapping, key):
    source = place.source
    start = "0.0" if isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, float) else "0"
    if isinstance(statement.value, (ast.JoinedStr,)) or isinstance(constant(statement.value), str):
        start = Style(source).string("")
    elif isinstance(statement.value, (ast.List, ast.ListComp)):
        start = "[]"
    operator = source.text[source.span(statement.target)[1]:source.span(statement.value)[0]].strip().rstrip("=")
    text, written = source.text_of(mapping), source.text_of(key)
    fixed = f"{source.text_of(node)} = {text}.get({written}, {start}) {operator} {_operand(source, statement.value)}"
    # A documented error that nothing raises yet is meant for just this.
    promised = place.function is not None and any(
        isinstance(getattr(builtins, name, None), type) or list(failure.repository.classes(name))
        for name in set(documented_errors(place.function)) if not raised_in(place.function, name))
    yield Candidate(
        "counter-start", "fix", [source.replace(statement, fixed)], 34 if promised else 6,
        f"{at(place)} adds to `{text}[{written}]` before there is an entry for that key, which raises KeyError. "
        f"The change starts a new key at `{start}`.", first_sight(place, mapping, "counting", statement.op))


def first_sight(place, mapping, what, operator=None):
    """Why a key that is not there yet is begun: the collection is filled by what is met, and nowhere else."""
    reason = f"the first sight of a key is no error when {what}"
    # What is taken away must have been there.
    adds = operator is None or isinstance(operator, ast.Add)
    return Said(reason) if adds and begins_empty(place, mapping) else reason


def cleared_away(place):
    """Why removing what is gone is no error: what the function is for is that it is gone."""
    reason = "removing twice ends in the same state"
    name = place.function.name if place.function is not None else ""
    return Said(f"{reason}, and `{name}` only clears away") if CLEARING.search(name) else reason


def _operand(source, node):
    text = source.text_of(node)
    return f"({text})" if isinstance(node, (ast.IfExp, ast.BoolOp, ast.Compare, ast.BinOp, ast.Lambda)) else text


def collectors(failure, place, node, parent, mapping, key):
    source = place.source
    start = {"append": "[]", "extend": "[]", "add": "set()", "update": "{}"}[parent.attr]
    text, written = source.text_of(mapping), source.text_of(key)
    yield Candidate(
        "collector-start", "fix", [source.replace(node, f"{text}.setdefault({written}, {start})")],
        6 if parent.attr != "update" else 14,
        f"{at(place)} adds to the collection under `{written}` before there is one, which raises KeyError. "
        f"The change starts a new key with `{start}`.", first_sight(place, mapping, "grouping"))


def removals(failure, place, node, mapping, key):
    source = place.source
    text, written = source.text_of(mapping), source.text_of(key)
    if isinstance(node, ast.Call) and node.func.attr == "remove":
        start, end = source.span(node.func)
        edits = [source.replace(node.func, f"{text}.discard")]
        yield Candidate(
            "removal", "fix", edits, 16, f"{at(place)} removes a value from `{text}` that may be gone already, which "
            "raises KeyError. The change removes it only where it is.", cleared_away(place))
    elif isinstance(node, ast.Call):
        unused = isinstance(source.parents.get(node), ast.Expr)
        default, reason, cost = ("None", cleared_away(place), 14) if unused else value_default(
            failure, place, node)
        if default is not None:
            yield Candidate(
                "removal", "fix" if unused else "default",
                [source.replace(node.args[0], f"{written}, {in_quotes(source, default)}")], cost,
                f"{at(place)} takes `{written}` out of `{text}`, where it may not be, which raises KeyError. The "
                f"change gives `{default}` then.", reason, default)
    elif isinstance(place.statement, ast.Delete) and len(place.statement.targets) == 1:
        yield Candidate(
            "removal", "fix", [source.replace(place.statement, f"{text}.pop({written}, None)")], 14,
            f"{at(place)} deletes `{written}` of `{text}`, where it may not be, which raises KeyError. The change "
            "deletes it only where it is.", cleared_away(place))
