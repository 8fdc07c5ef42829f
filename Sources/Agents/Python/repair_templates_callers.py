"""Repairs where a caller hands down, or takes over, what the failing function can't use."""

import ast
import re

from repair_candidate import Candidate, at, shares_line
from repair_conventions import leaves_out, records
from repair_evidence import annotation_text, default_for_annotation, innermost_loop, returns_of
from repair_uses import may_be_none
from repair_outcome import Subject, log_arguments
from repair_places import assignment_of, directly_after, hoisted
from repair_source import dotted, parameters
from repair_style import Style, described
from repair_telling import skipped
from repair_templates_none import for_value, lookup_subject

# Errors that reading what comes from outside raises: an entry that can't be read may be passed over.
READING = re.compile(r"(ValueError|DecodeError|InvalidOperation|binascii\.Error|struct\.error)$")


def candidates(failure):
    if failure.place is None or failure.place.function is None:
        return
    if READING.search(failure.exception) and innermost_loop(failure.place.source, failure.place.statement) is not None:
        yield from _skipped(failure, failure.place, None)
    if len(failure.places) < 2:
        return
    caller = failure.places[1]
    for call in _calls(failure.place, caller):
        if "NoneType" in failure.message:
            yield from _handed_down(failure, caller, call)
            yield from _answered_by_none(failure, caller, call)
        if READING.search(failure.qualified_exception) or READING.search(failure.exception):
            yield from _skipped(failure, caller, call)


def _calls(place, caller):
    """Calls of the failing function, or reads of the failing property, in the caller's failing statement."""
    name = place.function.name
    if caller.statement is None:
        return
    for node in ast.walk(caller.statement):
        if isinstance(node, ast.Call) and (dotted(node.func) or getattr(node.func, "attr", "")).split(".")[-1] == name:
            yield node


def _handed_down(failure, caller, call):
    """An argument that may be None where the function's annotation or use says that it needs a value."""
    place = failure.place
    taken = parameters(place.function)
    if taken and taken[0].arg in {"self", "cls"} and isinstance(call.func, ast.Attribute):
        taken = taken[1:]
    used = {node.id for node in ast.walk(place.statement) if isinstance(node, ast.Name)}
    passed = list(zip(taken, call.args)) + [
        (parameter, keyword.value) for keyword in call.keywords for parameter in taken if parameter.arg == keyword.arg]
    for parameter, argument in passed:
        if parameter.arg not in used or isinstance(argument, ast.Constant):
            continue
        promised = annotation_text(parameter.annotation)
        if promised is not None and default_for_annotation(promised) == "None":
            continue
        declared = may_be_none(failure.repository, caller.source, argument)
        cost = (-16 if declared else 0) + (-4 if promised is not None and declared else 0)
        for candidate in for_value(failure, caller, argument, call, f"hands `{place.function.name}`"):
            candidate.cost += cost + (4 if not declared else 0)
            yield candidate


def _answered_by_none(failure, caller, call):
    """The function answers None where it finds nothing, and the caller's loop passes such entries over."""
    place, statement = failure.place, caller.statement
    loop = innermost_loop(caller.source, statement)
    returned = returns_of(place.function)
    promised = annotation_text(place.function.returns)
    if loop is None or not isinstance(statement, ast.Assign) or statement.value is not call or not returned:
        return
    target = statement.targets[0]
    if not isinstance(target, ast.Name) or promised is not None and default_for_annotation(promised) != "None":
        return
    if len(list(failure.repository.calls(place.function.name))) != 1 or shares_line(caller.source, statement):
        return
    for value in _none_values(failure, place):
        assignment = assignment_of(place, value.id) if isinstance(value, ast.Name) else None
        unit = place.source.indent_unit()
        if directly_after(place, assignment):
            text = value.id
            edits = [place.source.insert_after(assignment, [f"if {text} is None:", unit + "return None"])]
        else:
            inner, text, prelude = hoisted(place, value, value)
            if inner is None:
                continue
            lines = [f"if {text} is None:", unit + "return None"]
            edits = [place.source.insert_before(inner, ([prelude[0]] if prelude else []) + lines)]
            edits += [prelude[1]] if prelude else []
        body, cost = _skip(caller, lookup_subject(place, value))
        unit = caller.source.indent_unit()
        edits.append(caller.source.insert_after(
            statement, [f"if {target.id} is None:"] + [unit + line for line in body]))
        yield Candidate(
            "none-answer", "skip", edits, cost,
            f"{at(place)} uses `{place.source.text_of(value)}` without asking whether there is one. The change lets "
            f"`{place.function.name}` answer None then, and {at(caller)} passes that entry over.",
            skipped(caller, loop))


def _none_values(failure, place):
    attribute = failure.none_attribute()
    for node in place.expressions((ast.Attribute, ast.Subscript)):
        if isinstance(node, ast.Attribute) and node.attr == attribute or isinstance(node, ast.Subscript) and (
            "not subscriptable" in failure.message
        ):
            yield node.value


def _skip(place, subject):
    """(lines, cost) of passing over one entry as the loop's other guards do."""
    counted, guard = records(place, place.statement, "skip")
    logger = Style(place.source).logger(place.class_node)
    lines = [f"{logger}.warning({log_arguments(place, subject)})"] if logger else []
    loop = innermost_loop(place.source, place.statement)
    siblings = any(isinstance(node, ast.Continue) for node in ast.walk(loop))
    cost = 33 - (11 if siblings else 0) - (4 if counted else 0) - (8 if leaves_out(place) else 0)
    return lines + counted + ["continue"], cost


def _skipped(failure, caller, call):
    """An entry that can't be read is passed over in the loop that goes through them."""
    source, statement = caller.source, caller.statement
    loop = innermost_loop(source, statement)
    if loop is None or not isinstance(statement, (ast.Assign, ast.Expr, ast.AnnAssign)) or not source.starts_line(statement):
        return
    if "\n" in source.text_of(statement) or isinstance(loop, ast.While):
        return
    caught = _written(failure, source)
    if caught is None:
        return
    names = [node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)]
    shown = names[-1] if names else ""
    what = described(ast.Name(shown)) if shown else "entry"
    body, cost = _skip(caller, Subject("parse", (f"{what} can't be read: ", (shown,)) if shown else ("an entry can't be read",)))
    if cost >= 33 and call is not None:
        return
    unit, indent = source.indent_unit(), source.indent_of(statement)
    block, index = source.block_of(statement)
    # Statements that follow in the block belong to the entry that was read.
    text = source.newline.join(
        ["try:", indent + unit + source.text_of(statement), f"{indent}except {caught}:"]
        + [indent + unit + line for line in body])
    yield Candidate(
        "skip-entry", "skip", [source.replace(statement, text)], cost - (2 if index + 1 < len(block) else 0),
        f"{at(caller)} goes through entries, and one that can't be read stops it with {failure.exception}. The change "
        "passes that entry over, as the loop does with others it can't use.",
        skipped(caller, loop, is_there=True), logs=len(body) > 1)


def _written(failure, source):
    """The exception as this file can name it."""
    qualified = failure.qualified_exception
    if "." not in qualified:
        return qualified if qualified not in {"JSONDecodeError"} else "ValueError"
    module, name = qualified.rsplit(".", 1)
    top = module.split(".")[0]
    if name == "JSONDecodeError":
        return "json.JSONDecodeError" if re.search(r"^import json\b", source.text, re.M) else "ValueError"
    if name in {"InvalidOperation", "StatisticsError"} or top in {"binascii", "struct"}:
        if re.search(rf"^from {top} import .*\b{name}\b", source.text, re.M):
            return name
        return f"{top}.{name}" if re.search(rf"^import {top}\b", source.text, re.M) else (
            "ArithmeticError" if name == "InvalidOperation" else None)
    return None
