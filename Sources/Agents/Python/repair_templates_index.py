"""Repairs of IndexError: a container that may be empty or too short, and loops that run one step too far."""

import ast
import re

from repair_candidate import Candidate, at
from repair_evidence import inside_comprehension
from repair_answers import outcomes
from repair_outcome import Subject
from repair_places import assignment_of, guardable, hoisted, only_if, value_default, wrapped
from repair_reasons import Said
from repair_source import Edit, dotted, is_pure
from repair_style import Style, described, singular
from repair_telling import equals_nothing, left_out
from repair_templates_bounds import ahead_of, loop_bounds


def candidates(failure):
    for depth, place in enumerate(failure.places[:3]):
        for node in place.expressions((ast.Subscript, ast.Call)):
            for candidate in _for_expression(failure, place, node):
                candidate.cost += 12 * depth
                yield candidate


def _for_expression(failure, place, node):
    container, index = accessed(node)
    if container is None:
        return
    yield from loop_bounds(failure, place, node, container, index)
    if failure.feedback:
        yield from _every(failure, place, node, container, index)
    yield from _guards(failure, place, node, container, index)
    yield from _conditional(failure, place, node, container, index)


def accessed(node):
    """The container an expression takes one item of, and the index; None where it takes none."""
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
        if isinstance(node.slice, ast.Constant) and not isinstance(node.slice.value, int):
            return None, None
        return node.value, node.slice
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in {"pop", "popleft"} and len(node.args) <= 1 and not node.keywords:
            return node.func.value, node.args[0] if node.args else ast.Constant(-1)
        if node.func.attr == "choice" and len(node.args) == 1:
            return node.args[0], ast.Constant(0)
    return None, None


def _constant(index):
    try:
        value = ast.literal_eval(index)
    except (ValueError, TypeError):
        return None
    return value if isinstance(value, int) else None


def too_short(style, source, text, index):
    """The condition under which the item isn't there, and its words."""
    number = _constant(index)
    if number in (0, -1):
        return style.is_empty(text), "is empty"
    if number is not None:
        needed = number + 1 if number >= 0 else -number
        return f"len({text}) < {needed}", f"has fewer than {needed} entries"
    written = source.text_of(index)
    if ahead_of(index):
        return f"{written} >= len({text})", "has no such entry"
    # Places from the end count, too, where the code may ask for them.
    lowest = "0" if isinstance(index, ast.BinOp) else f"-len({text})"
    return f"not {lowest} <= {written} < len({text})", "has no such entry"


def emptiness(place, container, words="is empty"):
    """The parts of a message about a container: "order 7 has no items", or "items has fewer than 2 entries"."""
    name = described(container)
    if words != "is empty":
        return (f"{name} {words}",)
    owner = owner_of(place, container)
    if owner is not None and singular(name) != name:
        identity = Style(place.source).identity(owner.id) if isinstance(owner, ast.Name) else None
        if identity is not None:
            return (f"{described(owner)} ", (identity, "plain"), f" has no {name}")
        return (f"{described(owner)} has no {name}",)
    return (f"no {name}",) if singular(name) != name else (f"{name} is empty",)


def owner_of(place, container):
    """What a container belongs to: `order` of `order["items"]`, also where that was given a name first."""
    if isinstance(container, ast.Name) and place.function is not None:
        assignment = assignment_of(place, container.id)
        container = assignment.value if assignment is not None and assignment.value is not None else container
    if isinstance(container, ast.Call) and isinstance(container.func, ast.Attribute) and container.func.attr == "get":
        container = container.func
    owner = container.value if isinstance(container, (ast.Subscript, ast.Attribute)) else None
    return owner if owner is not None and dotted(owner) not in {"self", "cls", None} else None


def _guards(failure, place, node, container, index):
    source, style = place.source, Style(place.source)
    if inside_comprehension(source, node) is not None or not is_pure(index):
        return
    statement, text, prelude = hoisted(place, container, node)
    if statement is None:
        return
    condition, words = too_short(style, source, text, index)
    if isinstance(container, ast.Subscript) and words == "has no such entry" and prelude is None:
        condition = _both(source, container, text, index) or condition
    subject = Subject("empty", shortness(place, container, index, words), key=text)
    shown = source.text_of(container) if "\n" not in source.text_of(container) else text
    for outcome in outcomes(failure, place, subject, statement, condition):
        edits = guardable(place, statement, condition, outcome, prelude)
        if edits is None:
            continue
        yield Candidate(
            "empty-guard" if _constant(index) in (0, -1) else "bounds-guard", outcome.kind, edits,
            outcome.cost + (2 if prelude else 0),
            f"{at(place)} takes an item of `{shown}` without asking whether it is there, so it raises "
            f"{failure.exception} when that {words}. The change asks first and then {outcome.phrase}.",
            outcome.reason, outcome.value, outcome.error, outcome.logs)


def _every(failure, place, node, container, index):
    """For a person who asks for it: a check of the first entry becomes one of every entry, and none at all is refused."""
    source, statement = place.source, place.statement
    if not isinstance(statement, ast.If) or statement.orelse or _constant(index) != 0 or not is_pure(container) or not all(
        isinstance(item, ast.Raise) for item in statement.body
    ) or not source.starts_line(statement):
        return
    text, unit, indent = source.text_of(container), source.indent_unit(), source.indent_of(statement)
    entry = re.sub(r"\W+", "_", singular(described(container)))
    start, end = source.span(statement)
    first, last = source.span(node)
    body = (source.text[start:first] + entry + source.text[last:end]).replace(source.newline, source.newline + unit)
    loop = f"for {entry} in {text}:{source.newline}{indent}{unit}{body}"
    condition, words = too_short(Style(source), source, text, index)
    subject = Subject("empty", shortness(place, container, index, words), key=text)
    for outcome in outcomes(failure, place, subject, statement, condition):
        if outcome.kind == "raise" and entry.isidentifier():
            lines = [f"if {condition}:", unit + outcome.lines[0]]
            yield Candidate(
                "every-entry", "raise", [source.insert_before(statement, lines), source.replace(statement, loop)] + outcome.extra,
                outcome.cost, f"{at(place)} checks the first of `{text}` only, and fails where there is none. The change "
                f"checks every one, and {outcome.phrase} where there is none.", "every entry is checked alike", error=outcome.error)


def _both(source, container, text, index):
    """The condition for an item of an item, where either index may be past the end."""
    outer, inner = container.slice, source.text_of(index)
    if isinstance(outer, (ast.Constant, ast.Slice)) or not is_pure(outer) or not is_pure(container.value):
        return None
    first, whole = source.text_of(outer), source.text_of(container.value)
    return f"not (0 <= {first} < len({whole}) and 0 <= {inner} < len({text}))"


def shortness(place, container, index, words):
    """Like `emptiness`; of split text, what it lacks is the separator."""
    call = container
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in {"split", "rsplit"}:
        owner = described(call.func.value)
        if call.args and isinstance(call.args[0], ast.Constant) and _constant(index) in (1, -2):
            return (f"{owner} has no {call.args[0].value!r}",)
        return (f"{owner} has too few parts",)
    return emptiness(place, container, words)


def _conditional(failure, place, node, container, index):
    source, style = place.source, Style(place.source)
    if not is_pure(container) or not is_pure(index):
        return
    scope = inside_comprehension(source, node)
    text = source.text_of(container)
    condition, words = too_short(style, source, text, index)
    if isinstance(scope, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)) and not _in_first_iter(scope, node):
        positive = _positive(condition, text)
        yield Candidate(
            "comprehension-filter", "skip", [filter_edit(source, scope, positive, node)], 24,
            f"{at(place)} takes an item of `{text}` for every entry, so one entry where it {words} raises IndexError. "
            "The change leaves such entries out.", left_out(place, node))
    parent = source.parents.get(node)
    if isinstance(parent, (ast.If, ast.While)) and parent.test is node or isinstance(place.statement, ast.While):
        test = getattr(place.statement, "test", None)
        if test is not None and any(item is node for item in ast.walk(test)):
            yield Candidate(
                "condition-guard", "fix",
                [source.replace(test, f"{_positive(condition, text)} and {wrapped(source, test, ast.And)}")],
                20 if isinstance(place.statement, ast.While) else 26,
                f"The condition of {at(place)} reads an item of `{text}` even when it {words}, which raises IndexError. "
                "The change asks whether the item is there first.",
                Said("an item that isn't there equals nothing") if equals_nothing(source, node) else
                "a condition about an item that isn't there does not hold")
    if isinstance(place.statement, ast.Return) and equals_nothing(source, node) and source.starts_line(place.statement):
        lines = [f"if {condition}:", source.indent_unit() + "return False"]
        yield Candidate(
            "question-guard", "return", [source.insert_before(place.statement, lines)], 7,
            f"{at(place)} asks whether an item of `{text}` equals another value, even when it {words}, which raises "
            "IndexError. The change answers no then.", Said("an item that isn't there equals nothing"), "False")
    if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)) or isinstance(parent, ast.Expr):
        return
    yield from only_if(place, _positive(condition, text), f"{at(place)} takes an item of `{text}` that may not be there.")
    value, reason, cost = value_default(failure, place, node)
    if value is not None:
        yield Candidate(
            "conditional-item", "default",
            [source.replace(node, _parenthesised(source, node, f"{source.text_of(node)} if {_positive(condition, text)} else {value}"))],
            cost,
            f"{at(place)} takes an item of `{text}` without asking whether it is there, so it raises IndexError when "
            f"`{text}` {words}. The change uses `{value}` then.", reason, value)


def _positive(condition, text):
    if condition == f"not {text}":
        return text
    if condition == f"len({text}) == 0":
        return f"len({text}) > 0"
    if condition.startswith("not "):
        return condition[4:]
    if " >= " in condition:
        return condition.replace(" >= ", " < ", 1)
    return condition.replace(" < ", " >= ", 1)


def _in_first_iter(scope, node):
    return any(item is node for item in ast.walk(scope.generators[0].iter))


def filter_edit(source, scope, condition, node):
    """Adds a condition to a comprehension: before the one that needs it, or at its end."""
    for part in scope.generators:
        for test in part.ifs:
            if any(item is node for item in ast.walk(test)):
                return source.replace(test, f"{condition} and {wrapped(source, test, ast.And)}")
    last = scope.generators[-1]
    end = source.span(last.ifs[-1] if last.ifs else last.iter)[1]
    while source.text[end:end + 1] == ")" and source.text[source.span(scope)[0]:end].count("(") > (
        source.text[source.span(scope)[0]:end].count(")")
    ) and end + 1 < source.span(scope)[1]:
        end += 1
    joins = last.ifs and not isinstance(last.ifs[-1], (ast.BoolOp, ast.IfExp, ast.Lambda, ast.NamedExpr))
    return Edit(source.path, end, end, f" and {condition}" if joins else f" if {condition}")


def _parenthesised(source, node, text):
    parent = source.parents.get(node)
    bare = isinstance(parent, (ast.Assign, ast.AnnAssign, ast.Return, ast.keyword)) and getattr(
        parent, "value", None) is node or isinstance(parent, ast.Call) and node in parent.args or isinstance(
        parent, ast.Dict)
    return text if bare else f"({text})"
