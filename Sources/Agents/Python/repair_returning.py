"""What a function returns when the value is absent, and what says so."""

import ast
import re

from repair_evidence import (
    annotation_text, default_for_annotation, documented_values, is_generator, kind_of_value, resolved_kind, returns_of,
)
from repair_outcome import Outcome, log_arguments
from repair_precedent import takes_for_normal
from repair_reasons import Said
from repair_source import parameters
from repair_style import Style
from repair_surroundings import common_answer, guard_balance, reads_more, uses_by_callers

ASKING_NAMES = re.compile(r"_*(is|has|can|should|are|allows|supports)_")
COLLECTIONS = {"[]", "{}", "()", "set()", "frozenset()", '""', "''", 'b""'}


def returning(failure, place, subject, condition=None, documented_only=False):
    """Returns for the absent case, best first; of a value the function works out, only what is documented."""
    function = place.function
    if function.name == "__init__":
        return []
    if is_generator(function):
        return [Outcome("return", ["return"], 30 - guard_balance(place), "ends",
                        "a generator with nothing to give ends")]
    weights = {}

    def vote(value, cost, reason):
        value = fitted(value, function)
        if value is not None and is_plain(value) and (value not in weights or weights[value][0] > cost):
            weights[value] = (cost, reason)

    for value, cost, reason in _documented(function):
        vote(value, cost, reason)
    if not documented_only:
        for value, cost, reason in _by_callers(failure, place, subject, condition) + _by_habit(failure, place, subject):
            vote(value, cost, reason)
    if any(isinstance(node.value, ast.Tuple) and node.value.elts for node in returns_of(function)):
        weights.pop("()", None)
    found = [returned_outcome(place, subject, value, cost, reason) for value, (cost, reason) in weights.items()]
    for outcome in found:
        outcome.cost += _surcharge(place, subject, outcome)
    return sorted(found, key=lambda outcome: outcome.cost)[:3]


def _documented(function):
    said = f"the documentation of `{function.name}` promises "
    found = [(value, 3, Said(said + "it")) for value in documented_values(function)]
    taken = {parameter.arg for parameter in parameters(function)}
    for node in returns_of(function):
        # `return default` where the documentation says "or the default".
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        if name in taken and re.search(rf"\b(the|or|else|its|a) `?{re.escape(name)}\b", ast.get_docstring(function) or "", re.I):
            found.append((name, 5, Said(f"{said}`{name}`")))
    return found


def _by_callers(failure, place, subject, condition):
    """Answers that callers handle already, or that every function beside gives."""
    function = place.function
    returned = [node.value for node in returns_of(function)]
    if all(value is None for value in returned):
        return []
    found, uses = [], [item for item in uses_by_callers(failure, place.source, function, place.class_node) if item]
    annotated = default_for_annotation(annotation_text(function.returns))
    common = common_answer(place)
    if common is not None and kind_of_text(common) in {resolved_kind(function, value) for value in returned} | {annotated, "None"}:
        found.append((common, 4, Said("every function beside it answers so when there is nothing")))
    if uses and all("none" in item for item in uses):
        found.append(("None", 14, Said("its callers already check for `None`")))
    elif uses and all(item & {"none", "falsy"} for item in uses) and annotated in {None, "None"} and "False" not in {
        resolved_kind(function, value) for value in returned
    }:
        found.append(("None", 19, Said("its callers already expect that there may be nothing")))
    kinds = {resolved_kind(function, value) for value in returned}
    empty = annotated if annotated is not None else kinds.pop() if len(kinds) == 1 else None
    # Nothing came of what was there, such as a file of another form: that is no empty result.
    gone = subject.situation in {"none", "empty"}
    if gone and empty in COLLECTIONS and uses and all(item & {"iterates", "falsy"} and "reads" not in item for item in uses):
        found.append((empty, 22, Said("it gives such a collection otherwise, and its callers only go through it")))
    if annotated in {"0", "0.0"} and condition is not None and uses and all("number" in item for item in uses) and (
        takes_for_normal(place, condition)
    ):
        found.append((annotated, 22, Said("its callers reckon with the number it promises, and a function beside it takes "
                                          "this case for normal")))
    if annotated == "False" and ASKING_NAMES.match(function.name) and uses and all("falsy" in item for item in uses):
        found.append(("False", 16, "it asks a question whose answer its callers use"))
    return found


def _by_habit(failure, place, subject):
    """Answers for which nothing but a type speaks: for a person who asks for them."""
    function = place.function
    returned = [node.value for node in returns_of(function)]
    if all(value is None for value in returned):
        return [("", 34 if subject.situation in {"missing", "none"} else 28, "without it there is nothing to do")]
    found = []
    annotated = default_for_annotation(annotation_text(function.returns))
    if annotated is not None:
        # A file that is not there seldom means an empty one.
        cost = (18 if annotated == "None" else 24) + (12 if subject.situation == "file" else 0)
        found.append((annotated, cost, f"it is the empty value of its return type `{annotation_text(function.returns)}`"))
    for kind in {resolved_kind(function, value) for value in returned} - {None} if function.returns is None else ():
        found.append((kind, 24 if kind != "None" else 20, "it is the empty value of what it returns otherwise"))
    if not found and function.returns is None:
        found.append(("None", 46, "there is nothing to return"))
    return found


def _surcharge(place, subject, outcome):
    cost = -guard_balance(place) * 0.5
    if subject.situation in {"missing", "none"} and reads_more(place) and outcome.cost > 10:
        # The other parts of what it puts together are there, and would be lost.
        cost += 20
    return cost


def returned_outcome(place, subject, value, cost, reason):
    text = "return " + value if value else "return"
    lines, logs = [text], False
    logger = Style(place.source).logger(place.class_node)
    if not value and logger:
        lines, logs, cost = [f"{logger}.warning({log_arguments(place, subject)})", text], True, cost - 5
    phrase = f"returns `{value}`" if value else ("logs it and returns" if logs else "returns without doing anything")
    return Outcome("return", lines, cost, phrase, reason, value=value or "None", logs=logs)


def is_plain(value):
    """Whether giving the value does nothing: calling what was called already would do its work a second time."""
    try:
        tree = ast.parse(value or "None", mode="eval")
    except SyntaxError:
        return False
    calls = [node for node in ast.walk(tree) if isinstance(node, (ast.Call, ast.Await))]
    return all(isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
        "set", "frozenset", "Decimal", "timedelta", "dict", "list", "tuple"} for node in calls)


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
