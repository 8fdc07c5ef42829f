"""Repairs of a function that gives a collection on some ways and falls off its end on others, where its callers go through it."""

import ast
import re

from repair_candidate import Candidate
from repair_evidence import documented_values, is_generator, kind_of_value, returns_of
from repair_places import assignment_of
from repair_reasons import Said
from repair_source import LOOPS, dotted, own_nodes, parameters
from repair_surroundings import uses_by_callers

SIGNS = r"NoneType|can only join an iterable|argument must be an iterable"
COLLECTIONS = {"[]", "{}", "()", "set()"}


def candidates(failure):
    if not re.search(SIGNS, failure.message):
        return
    seen = set()
    for source, function in _producers(failure):
        if function in seen or is_generator(function) or not _falls_off(function):
            continue
        seen.add(function)
        yield from _ended(failure, source, function)


def _producers(failure):
    """(file, function) of the calls whose results come to the failing line: on it, by a name, or by an argument of a caller."""
    wanted = None
    for place in failure.places[:4]:
        calls = [node for node in own_nodes(place.statement) if isinstance(node, ast.Call)]
        for node in own_nodes(place.statement):
            assignment = assignment_of(place, node.id) if isinstance(node, ast.Name) else None
            if assignment is not None and isinstance(assignment.value, ast.Call):
                calls.append(assignment.value)
        for call in calls:
            named = failure.repository.functions((dotted(call.func) or getattr(call.func, "attr", "")).split(".")[-1])
            # Of a caller, only what it hands to the function that failed.
            if len(named) == 1 and (wanted is None or _is_handed_to(place.source, call, wanted)):
                yield named[0]
        if place.function is None or not {node.id for node in own_nodes(place.statement) if isinstance(node, ast.Name)} & {
            item.arg for item in parameters(place.function)
        }:
            return
        wanted = place.function.name


def _is_handed_to(source, call, name):
    parent = source.parents.get(call)
    if isinstance(parent, ast.Assign):
        return True
    return isinstance(parent, ast.Call) and call in parent.args and (dotted(parent.func) or "").split(".")[-1] == name


def _falls_off(function):
    """Whether the function gives values, but has a way to its end that gives none."""
    last = function.body[-1]
    ends = isinstance(last, LOOPS[:2]) or isinstance(last, ast.If) and not last.orelse
    return ends and bool(returns_of(function)) and all(node.value is not None for node in returns_of(function))


def _ended(failure, source, function):
    kinds = {kind_of_value(node.value) or _shape(node.value) for node in returns_of(function)}
    uses = [item for item in uses_by_callers(failure, source, function, source.class_of(function)) if item]
    if len(kinds) != 1 or not kinds & COLLECTIONS or "None" in documented_values(function) or not uses:
        return
    if not all("iterates" in item and not item & {"none", "reads"} for item in uses):
        return
    value = kinds.pop()
    yield Candidate(
        "falls-off-its-end", "return", [source.insert_after(function.body[-1], [f"return {value}"])], 6,
        f"`{function.name}` ({source.path}:{function.lineno}) gives a collection where it finds something and None where "
        f"it falls off its end, and its callers go through the result. The change gives `{value}` there.",
        Said(f"`{function.name}` gives a collection otherwise, and its callers only go through it"), value)


def _shape(node):
    return "[]" if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) else None
