"""Repairs that the documentation asks for in so many words, and errors of a library named in the module's own terms."""

import ast
import builtins
import re

from repair_candidate import Candidate, at
from repair_conventions import documentation
from repair_evidence import documented_errors, inside_comprehension
from repair_answers import outcomes
from repair_outcome import Subject
from repair_places import guardable
from repair_reasons import Said
from repair_source import dotted, is_pure
from repair_style import described

REPEATING = re.compile(
    r"\blast\b[^.]{0,60}\b(repeat|appl|keep|stay|used?|goes on|counts|holds)|\b(above|beyond|more than|larger|higher|greater|past)\b"
    r"[^.]{0,60}\blast\b|\bclamp|\bcapped\b|\bat most the last\b", re.I)
ITSELF = re.compile(r"\b(as|its|the|by its|own) (key|name|code|id)\b(?! (is|are|must|of))|\bitself\b|\bunchanged\b|\bas (it )?is\b|verbatim", re.I)


def candidates(failure):
    place = failure.place
    if failure.exception == "IndexError":
        yield from _last_repeats(place)
    if failure.exception == "KeyError":
        yield from _itself(place)
    if "closed file" in failure.message:
        yield from _closed(failure, place)
    yield from _named(failure, place)


def _last_repeats(place):
    """An index past the end where the documentation says that the last one counts."""
    source = place.source
    if not REPEATING.search(documentation(place)):
        return
    for node in place.expressions(ast.Subscript):
        if isinstance(node.slice, (ast.Slice, ast.Constant, ast.UnaryOp)) or not is_pure(node.value):
            continue
        container, index = source.text_of(node.value), source.text_of(node.slice)
        yield Candidate(
            "last-repeats", "fix", [source.replace(node.slice, f"min({index}, len({container}) - 1)")], 5,
            f"{at(place)} reads `{container}[{index}]` past its end. The change stays at the last entry, as the "
            "documentation says.", Said("the documentation says that the last entry counts for what lies beyond it"))


def _itself(place):
    source = place.source
    if not ITSELF.search(documentation(place)):
        return
    for node in place.expressions(ast.Subscript):
        if isinstance(node.ctx, ast.Load) and isinstance(node.slice, ast.Name):
            key = source.text_of(node.slice)
            yield Candidate(
                "key-itself", "default", [source.replace(node, f"{source.text_of(node.value)}.get({key}, {key})")], 9,
                f"{at(place)} looks `{key}` up, which may be unknown. The change gives it back as it is, as the "
                "documentation says.", Said("the documentation says that what is unknown stands for itself"), key)


def _closed(failure, place):
    source = place.source
    for node in place.expressions(ast.Call):
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if owner is None or not is_pure(owner):
            continue
        condition = f"{source.text_of(owner)}.closed"
        subject = Subject("empty", (f"{described(owner)} is closed",))
        for outcome in outcomes(failure, place, subject, place.statement, condition):
            edits = guardable(place, place.statement, condition, outcome)
            if edits is not None:
                yield Candidate(
                    "closed-guard", outcome.kind, edits, outcome.cost - (4 if outcome.kind == "raise" else 0),
                    f"{at(place)} uses `{source.text_of(owner)}` after it was closed. The change asks first and then "
                    f"{outcome.phrase}.", outcome.reason, outcome.value, outcome.error, outcome.logs)


def _named(failure, place):
    """An error of a library becomes the module's own, where the module has one that its documentation or callers know."""
    source, statement = place.source, place.statement
    if place.function is None or not isinstance(statement, (ast.Assign, ast.Return, ast.Expr, ast.AnnAssign)):
        return
    if not source.starts_line(statement) or "\n" in source.text_of(statement) or inside_comprehension(source, statement):
        return
    caught = written(failure.qualified_exception, source)
    call = next((node for node in place.expressions(ast.Call)), None)
    if caught is None or call is None:
        return
    subject = Subject("missing", (f"{described(call.func)} failed",))
    unit, indent = source.indent_unit(), source.indent_of(statement)
    for outcome in outcomes(failure, place, subject):
        known = outcome.error in documented_errors(place.function) or outcome.cost < 26
        if outcome.kind != "raise" or not known or not outcome.lines[0].startswith("raise "):
            continue
        text = source.newline.join([
            "try:", indent + unit + source.text_of(statement), f"{indent}except {caught} as error:",
            f"{indent}{unit}{outcome.lines[0]} from error"])
        yield Candidate(
            "own-error", "raise", [source.replace(statement, text)] + outcome.extra, outcome.cost + 9,
            f"{at(place)} lets `{caught}` of a library out. The change {outcome.phrase} and keeps the cause.",
            outcome.reason, error=outcome.error)


def written(qualified, source):
    """An exception that is not built in as this file can name it; None for the others."""
    module, _, name = qualified.rpartition(".")
    if not name or hasattr(builtins, name) and not module:
        return None
    module = {"_queue": "queue", "concurrent.futures._base": "concurrent.futures"}.get(module, module)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
            return next(alias.asname or alias.name for alias in node.names if alias.name == name)
        if isinstance(node, ast.Import):
            for alias in node.names:
                if module and (alias.name == module or module.startswith(alias.name + ".") and dotted(ast.Name("x"))):
                    return f"{alias.asname or alias.name}.{name}"
    return None
