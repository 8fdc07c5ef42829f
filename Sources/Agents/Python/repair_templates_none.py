"""Repairs of using None: a check on the value right after the lookup that may find nothing."""

import ast

from repair_candidate import Candidate, at, guarded_after
from repair_evidence import inside_comprehension
from repair_answers import outcomes
from repair_outcome import Subject
from repair_places import (
    assignment_of, directly_after, guardable, hoisted, in_quotes, only_if, value_default,
)
from repair_reasons import Said
from repair_source import dotted, is_pure, names_in
from repair_style import described
from repair_telling import equals_nothing, left_out
from repair_templates_index import filter_edit


def candidates(failure):
    attribute = failure.none_attribute()
    if attribute is None:
        return
    for depth, place in enumerate(failure.places[:3]):
        nodes = [node for node in place.expressions(ast.Attribute) if node.attr == attribute]
        for node in nodes if depth == 0 else ():
            yield from for_value(failure, place, node.value, node, f"reads `.{attribute}` of")


def for_value(failure, place, value, node, what):
    """Candidates for an expression `value` that is None where `node` uses it."""
    if place.function is not None and isinstance(value, ast.Name) and value.id == "self":
        return
    yield from _guards(failure, place, value, node, what)
    yield from _filter(failure, place, value, node, what)
    yield from _conditional(failure, place, value, node, what)


def lookup_subject(place, value):
    """The words for a lookup that found nothing, with what was looked for."""
    source = place.source
    call = value
    if isinstance(value, ast.Name):
        assignment = assignment_of(place, value.id)
        call = assignment.value if assignment is not None else None
    if isinstance(call, ast.Await):
        call = call.value
    name = described(value)
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in {
        "match", "search", "fullmatch"
    } and call.args:
        text = source.text_of(call.args[-1])
        if is_pure(call.args[-1]) and "\n" not in text:
            return Subject("parse", (f"{described(call.args[-1])} does not match: ", (text,)), key=text)
    if isinstance(call, ast.Call):
        arguments = [item for item in call.args if is_pure(item) and not isinstance(item, ast.Constant)]
        if not isinstance(value, ast.Name):
            name = described(call)
        if arguments and "\n" not in source.text_of(arguments[0]) and names_in(arguments[0]):
            sought = arguments[0]
            if isinstance(sought, ast.Call) and dotted(sought.func) in {"int", "str", "float"} and sought.args:
                sought = sought.args[0]
            text, asked = source.text_of(sought), described(sought)
            if asked in {name, "id"}:
                return Subject("none", (f"unknown {name}: ", (text,)), key=text)
            if asked.endswith(" id") and asked.startswith(name):
                return Subject("none", (f"no {name} with id ", (text,)), key=text)
            return Subject("none", (f"no {name} for {asked} ", (text,)), key=text)
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(owner, ast.Name) and owner.id not in {"self", "cls"}:
            return Subject("none", (f"{described(owner)} has no {call.args[0].value!r}",), key=owner.id)
        return Subject("none", (f"no {name} found",), key="")
    if isinstance(call, ast.Subscript) or isinstance(value, (ast.Attribute, ast.Subscript)):
        owner = value.value if isinstance(value, (ast.Attribute, ast.Subscript)) else None
        if owner is not None and (described(owner) not in {"self", "cls"}):
            return Subject("none", (f"{described(owner)} has no {name}",), key=source.text_of(owner))
    return Subject("none", (f"{name} is missing",), key="")


def absent(text):
    return f"{text} is None"


def _guards(failure, place, value, node, what):
    source = place.source
    if inside_comprehension(source, node) is not None:
        return
    subject = lookup_subject(place, value)
    shown = source.text_of(value)
    assignment = assignment_of(place, value.id) if isinstance(value, ast.Name) else None
    if directly_after(place, assignment):
        for outcome in outcomes(failure, place, subject, assignment, absent(shown)):
            edits = guarded_after(place, assignment, absent(shown), outcome)
            if edits is not None:
                yield _candidate(place, "none-guard", edits, outcome, shown, what, outcome.cost)
        return
    statement, text, prelude = hoisted(place, value, node)
    for outcome in outcomes(failure, place, subject, statement, absent(text)) if statement is not None else ():
        edits = guardable(place, statement, absent(text), outcome, prelude)
        if edits is not None:
            yield _candidate(place, "none-guard", edits, outcome, shown, what, outcome.cost + (2 if prelude else 0))


def _candidate(place, template, edits, outcome, shown, what, cost):
    short = shown if len(shown) < 60 and "\n" not in shown else "the value"
    return Candidate(
        template, outcome.kind, edits, cost,
        f"{at(place)} {what} `{short}` without asking whether there is one; here it was None. The change asks first "
        f"and then {outcome.phrase}.", outcome.reason, outcome.value, outcome.error, outcome.logs)


def _filter(failure, place, value, node, what):
    source, scope = place.source, inside_comprehension(place.source, node)
    if scope is None or isinstance(scope, ast.Lambda) or not is_pure(value):
        return
    if any(item is node for item in ast.walk(scope.generators[0].iter)):
        return
    text = source.text_of(value)
    yield Candidate(
        "comprehension-filter", "skip", [filter_edit(source, scope, f"{text} is not None", node)], 24,
        f"{at(place)} {what} `{text}` for every entry, so one entry without it fails. The change leaves such entries "
        "out.", left_out(place, node))


def _conditional(failure, place, value, node, what):
    """`x.y` becomes `x.y if x is not None else default`, over the whole chain of reads."""
    source = place.source
    if not is_pure(value):
        return
    whole, parent = node, source.parents.get(node)
    while True:
        if isinstance(parent, ast.Attribute) and parent.value is whole or isinstance(parent, ast.Subscript) and (
            parent.value is whole
        ) or isinstance(parent, ast.Call) and parent.func is whole:
            whole, parent = parent, source.parents.get(parent)
        else:
            break
    if isinstance(getattr(whole, "ctx", None), (ast.Store, ast.Del)):
        return
    text = source.text_of(value)
    if isinstance(parent, ast.Expr):
        if source.starts_line(parent) and "\n" not in source.text_of(parent):
            unit = source.indent_unit()
            indent = source.indent_of(parent)
            yield Candidate(
                "none-conditional", "default",
                [source.replace(parent, f"if {text} is not None:{source.newline}{indent}{unit}{source.text_of(parent)}")],
                31, f"{at(place)} {what} `{text}`, which may be None. The change does so only where there is one.",
                "without it there is nothing to do here")
        return
    if isinstance(parent, (ast.If, ast.While)) and parent.test is whole:
        yield Candidate(
            "condition-guard", "fix",
            [source.replace(whole, f"{text} is not None and {source.text_of(whole)}")], 24,
            f"{at(place)} {what} `{text}`, which may be None. The change asks for it first in the same condition.",
            Said("a value that isn't there equals nothing") if equals_nothing(source, value) else
            "a condition about a value that isn't there does not hold")
        return
    if text.isprintable():
        yield from only_if(place, f"{text} is not None", f"{at(place)} {what} `{text}`, which may be None.")
    default, reason, cost = value_default(failure, place, whole)
    if default is None or "\n" in source.text_of(whole):
        return
    written = f"{source.text_of(whole)} if {text} is not None else {in_quotes(source, default)}"
    bare = isinstance(parent, (ast.Assign, ast.AnnAssign, ast.Return, ast.keyword, ast.Dict)) or isinstance(
        parent, ast.Call) and whole in parent.args
    yield Candidate(
        "none-conditional", "default", [source.replace(whole, written if bare else f"({written})")], cost + 1,
        f"{at(place)} {what} `{text}`, which may be None. The change uses `{default}` then.", reason, default)
