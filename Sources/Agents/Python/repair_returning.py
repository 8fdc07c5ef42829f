"""What a function returns when the value is absent, and what speaks for that."""

import ast
import re

from repair_evidence import (
    annotation_text, default_for_annotation, documented_values, guards, is_generator, kind_of_value, resolved_kind,
    returns_of,
)
from repair_outcome import Outcome, log_arguments
from repair_raising import RAISING_NAMES
from repair_source import parameters
from repair_style import Style
from repair_surroundings import (
    FINDING_NAMES, NUMBER_NAMES, caller_uses, common_answer, guard_balance, reads_more, sibling_guards,
)

ASKING_NAMES = re.compile(r"_*(is|has|can|should|are|allows|supports)_")


def returning(failure, place, subject):
    source, function = place.source, place.function
    if function.name == "__init__" or is_generator(function):
        value = "" if is_generator(function) else None
        return [] if value is None else [Outcome("return", ["return"], 30 + guard_balance(place) * -1, "ends",
                                                 "a generator with nothing to give ends")]
    weights = {}

    def vote(value, cost, reason):
        value = fitted(value, function)
        if value is not None and (value not in weights or weights[value][0] > cost):
            weights[value] = (cost, reason)

    returned = [node.value for node in returns_of(function)]
    is_procedure = all(value is None for value in returned)
    for value in documented_values(function):
        vote(value, 3, f"the documentation of `{function.name}` promises it")
    for node in returns_of(function):
        # `return default` where the documentation says "or the default".
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        taken = {parameter.arg for parameter in parameters(function)}
        if name in taken and re.search(rf"\b(the|or|else|its|a) `?{re.escape(name)}\b", ast.get_docstring(function) or "", re.I):
            vote(name, 5, f"the documentation of `{function.name}` promises `{name}`")
    for guard, last in guards(function):
        if isinstance(last, ast.Return):
            text = source.text_of(last.value) if last.value is not None else ""
            if len(text) < 120 and "\n" not in text:
                vote(text, 12, f"`{function.name}` already answers so at line {guard.lineno}")
    for sibling, last in sibling_guards(place):
        if isinstance(last, ast.Return) and not is_procedure:
            kinds = {resolved_kind(function, value) for value in returned} | {
                default_for_annotation(annotation_text(function.returns))}
            text = source.text_of(last.value) if last.value is not None else "None"
            if isinstance(last.value, (ast.Constant, ast.List, ast.Dict, ast.Tuple, type(None))) and (
                text in kinds or kind_of_text(text) in kinds
            ):
                vote(text, 18, f"`{sibling.name}` beside it answers so")
    common = common_answer(place)
    if common is not None and not is_procedure:
        vote(common, 4, "every function beside it answers so when there is nothing")
    annotated = default_for_annotation(annotation_text(function.returns))
    if annotated is not None and not is_procedure:
        cost = 18 if annotated == "None" else 24
        # A file that is not there seldom means an empty one.
        cost += 12 if subject.situation == "file" else 0
        vote(annotated, cost, f"it is the empty value of its return type `{annotation_text(function.returns)}`")
    if function.returns is None:
        for value in returned:
            kind = resolved_kind(function, value)
            if kind is not None and not is_procedure:
                vote(kind, 24 if kind != "None" else 20, "it is the empty value of what it returns otherwise")
    statement = place.statement
    if isinstance(statement, ast.Return) and isinstance(statement.value, ast.BinOp) and isinstance(
        statement.value.op, ast.Add
    ) and isinstance(statement.value.left, ast.Name) and subject.situation in {"missing", "none"}:
        vote(statement.value.left.id, 20, "the rest is complete without the part that is missing")
    if any(isinstance(value, ast.Tuple) and value.elts for value in returned):
        weights.pop("()", None)
    uses = caller_uses(failure, place)
    if "none" in uses and not is_procedure:
        vote("None", 14, "its callers already check for `None`")
    elif "falsy" in uses and not is_procedure and annotated is None:
        vote("None", 19, "its callers already expect that there may be nothing")
    if "iterates" in uses and not is_procedure:
        vote("[]", 22, "its callers go through the result")
    if is_procedure:
        cost = 34 if subject.situation in {"missing", "none"} else 28
        vote("", cost, "without it there is nothing to do")
    elif not weights and function.returns is None:
        # Where nothing says that there may be no result, the callers don't expect None either.
        vote("None", 40 if FINDING_NAMES.match(function.name) else 46, "there is nothing to return")
    found = [returned_outcome(place, subject, value, cost, reason) for value, (cost, reason) in weights.items()]
    for outcome in found:
        outcome.cost -= guard_balance(place) * 0.5
        if subject.situation in {"missing", "none"} and reads_more(place) and outcome.cost > 10:
            # The other parts of what it puts together are there, and would be lost.
            outcome.cost += 20
        if outcome.value == "None" and "reads" in uses and not uses & {"none", "falsy"}:
            outcome.cost += 14
        if subject.situation in {"missing", "none"} and outcome.cost >= 24 and outcome.value not in {"None", "False"}:
            # An empty value guessed from a type hides that something is missing.
            outcome.cost += 12 if outcome.value in {'""', "''", "0", "0.0"} else 6
        if ASKING_NAMES.match(function.name) and outcome.value == "False":
            outcome.cost -= 8
        if FINDING_NAMES.match(function.name) and outcome.value == "None":
            outcome.cost -= 3
        if NUMBER_NAMES.search(function.name) and outcome.value in {"0", "0.0"}:
            outcome.cost -= 6
        if RAISING_NAMES.match(function.name) and outcome.cost > 13:
            outcome.cost += 8
    return sorted(found, key=lambda outcome: outcome.cost)[:3]


def returned_outcome(place, subject, value, cost, reason):
    text = "return " + value if value else "return"
    lines, logs = [text], False
    logger = Style(place.source).logger(place.class_node)
    if not value and logger:
        lines, logs, cost = [f"{logger}.warning({log_arguments(place, subject)})", text], True, cost - 5
    phrase = f"returns `{value}`" if value else ("logs it and returns" if logs else "returns without doing anything")
    return Outcome("return", lines, cost, phrase, reason, value=value or "None", logs=logs)


def fitted(value, function):
    """The value in the type the annotation asks for; None where it contradicts it."""
    annotated = default_for_annotation(annotation_text(function.returns))
    if value == "0" and annotated == "0.0":
        return "0.0"
    if value in {"None", ""} and annotated is None and function.returns is not None:
        return None
    if value == "None" and annotated not in (None, "None"):
        return None
    if value == "" and any(node.value is not None for node in returns_of(function)):
        return "None" if annotated in (None, "None") else None
    return value


def kind_of_text(text):
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
    return kind_of_value(node)
