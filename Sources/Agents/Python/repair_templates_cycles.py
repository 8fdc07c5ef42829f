"""Repairs of endless recursion over links between objects: a link that would close a circle is refused where it is made."""

import ast

from repair_candidate import Candidate
from repair_failure import Place
from repair_outcome import Subject
from repair_raising import raising
from repair_source import FUNCTIONS, dotted, parameters
from repair_style import singular, words


def cycles(failure, place):
    """`self.parent.path()` inside `path` never ends once an object is its own ancestor."""
    source, function, definition = place.source, place.function, place.class_node
    if function is None or definition is None:
        return
    for link in _links(function):
        for method in definition.body:
            if not isinstance(method, FUNCTIONS) or method.name == "__init__":
                continue
            known = {parameter.arg for parameter in parameters(method)}
            for statement in method.body:
                if isinstance(statement, ast.Assign) and dotted(statement.targets[0]) == f"self.{link}" and isinstance(
                    statement.value, ast.Name
                ) and statement.value.id in known and source.starts_line(statement):
                    yield from _refusals(failure, source, definition, method, statement, link)


def _links(function):
    """Attributes of `self` on which the function calls itself."""
    names = []
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and node.attr == function.name and isinstance(node.value, ast.Attribute) and (
            dotted(node.value.value) == "self"
        ):
            names.append(node.value.attr)
    return dict.fromkeys(names)


def _refusals(failure, source, definition, method, statement, link):
    there = Place(source, statement.lineno)
    noun = singular(words(definition.name))
    subject = Subject("parse", (f"a {noun} can't be its own {words(link)}",), key=statement.value.id)
    unit, given = source.indent_unit(), statement.value.id
    current = next(name for name in ("ancestor", "above", "reached") if name != given)
    for outcome in raising(failure, there, subject, statement):
        lines = [f"{current} = {given}", f"while {current} is not None:", f"{unit}if {current} is self:"]
        lines += [unit * 2 + line for line in outcome.lines] + [f"{unit}{current} = {current}.{link}"]
        yield Candidate(
            "circle-guard", "raise", [source.insert_before(statement, lines)] + outcome.extra, 14 + outcome.cost / 10,
            f"`{definition.name}.{method.name}` ({source.path}:{statement.lineno}) lets a {noun} become its own "
            f"{words(link)}, so following `{link}` never ends. The change follows the new {words(link)} first and "
            f"{outcome.phrase}.", type(outcome.reason)(f"a circle is refused where it would be made; {outcome.reason}"),
            error=outcome.error)
