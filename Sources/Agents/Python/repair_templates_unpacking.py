"""Repairs of values that have more or fewer parts than they are taken apart into."""

import ast
import re

from repair_answers import outcomes
from repair_candidate import Candidate, at
from repair_outcome import Subject
from repair_places import guardable, local_name
from repair_reasons import Said
from repair_source import Edit, is_pure

FREE_TEXT = re.compile(
    r"^_*(val|value|v|text|rest|tail|remainder|message|msg|body|content|description|comment|title|note|reason|data|payload)s?$")


def unpacking(failure, place):
    match = re.search(r"(too many|not enough) values to unpack \(expected (?:at least )?(\d+)", failure.message)
    if match is None:
        return
    expected = int(match.group(2))
    for target, value in _unpacked(place):
        if match.group(1) == "too many":
            yield from _split_limit(place, target, value, expected)
        yield from _partition(place, target, value, expected)
        yield from _shape_guard(failure, place, target, value, expected)


def _unpacked(place):
    statement = place.statement
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], (ast.Tuple, ast.List)):
        yield statement.targets[0], statement.value
    if isinstance(statement, (ast.For, ast.AsyncFor)) and isinstance(statement.target, ast.Tuple):
        yield statement.target, statement.iter
    for node in place.expressions((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        for part in node.generators:
            if isinstance(part.target, ast.Tuple):
                yield part.target, part.iter


def _splits(value):
    return [
        node for node in ast.walk(value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"split", "rsplit"}
    ]


def last_is_free(place, target):
    """Why the last part may hold the separator: by its name it is free text, and the ones before it name or date it."""
    reason = "the separator may be part of the last value"
    last = place.source.text_of(target.elts[-1]) if target.elts else ""
    return Said(f"{reason}: `{last}` is what the other parts only name") if FREE_TEXT.search(last) else reason


def _split_limit(place, target, value, expected):
    source = place.source
    for call in _splits(value):
        if len(call.args) == 1 and not call.keywords:
            _, end = source.span(call.args[0])
            text = f", {expected - 1}"
            yield Candidate(
                "split-limit", "fix", [Edit(source.path, end, end, text)], 7,
                f"{at(place)} splits text at every `{source.text_of(call.args[0])}` and expects {expected} parts, but "
                f"a part may hold that separator itself. The change splits {expected - 1} time{'s' * (expected > 2)} "
                "at most.", last_is_free(place, target))
        elif not call.args and not call.keywords:
            _, end = source.span(call)
            yield Candidate(
                "split-limit", "fix", [Edit(source.path, end - 1, end, f"None, {expected - 1})")], 12,
                f"{at(place)} splits text at every blank and expects {expected} parts, but the last part may hold "
                f"blanks. The change splits {expected - 1} time{'s' * (expected > 2)} at most.",
                last_is_free(place, target))


def _partition(place, target, value, expected):
    """`a, b = text.split(":")` of text without a separator: the second part is empty."""
    source = place.source
    if expected != 2 or not isinstance(place.statement, ast.Assign) or not isinstance(value, ast.Call):
        return
    call = value
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "split" and call.args and isinstance(
        call.args[0], ast.Constant
    )):
        return
    names = [source.text_of(item) for item in target.elts]
    start, _ = source.span(target)
    fixed = f"{names[0]}, _, {names[1]} = {source.text_of(call.func.value)}.partition({source.text_of(call.args[0])})"
    edit = Edit(source.path, start, source.span(place.statement)[1], fixed)
    yield Candidate(
        "partition", "default", [edit], 29,
        f"{at(place)} expects text with a `{call.args[0].value}` in it; here there was none. The change takes the text "
        "before it and, where there is none, an empty second part.", "text without the separator has only a first part",
        '""')


def _shape_guard(failure, place, target, value, expected):
    source = place.source
    if not isinstance(place.statement, ast.Assign) or not source.starts_line(place.statement):
        return
    if isinstance(value, (ast.Tuple, ast.List)):
        return
    scope = place.function if place.function is not None else source.tree
    taken = {node.id for node in ast.walk(scope) if isinstance(node, ast.Name)} | {
        node.arg for node in ast.walk(scope) if isinstance(node, ast.arg)}
    pure = is_pure(value)
    text = source.text_of(value) if pure else local_name(value, taken)
    shown = next((source.text_of(call.func.value) for call in _splits(value) if is_pure(call.func.value)), text)
    if "\n" in shown:
        return
    subject = Subject("parse", (f"expected {expected} parts, got ", (shown,)), key=shown)
    # A starred target takes what is left over, however much that is.
    condition = f"len({text}) < {expected}" if any(isinstance(item, ast.Starred) for item in target.elts) else (
        f"len({text}) != {expected}")
    for outcome in outcomes(failure, place, subject, condition=condition if pure else shown):
        prelude = None if pure else (f"{text} = {source.text_of(value)}", source.replace(value, text))
        edits = guardable(place, place.statement, condition, outcome, prelude)
        if edits is not None:
            yield Candidate(
                "shape-guard", outcome.kind, edits, outcome.cost - (4 if outcome.kind in {"raise", "skip"} else 0),
                f"{at(place)} unpacks `{shown}` into {expected} parts without asking whether it has that many. The "
                f"change asks first and then {outcome.phrase}.",
                outcome.reason, outcome.value, outcome.error, outcome.logs)
