"""Repairs of IndexError: a container that may be empty or too short, and loops that run one step too far."""

import ast

from repair_candidate import Candidate, at
from repair_evidence import inside_comprehension
from repair_answers import outcomes
from repair_outcome import Subject
from repair_places import assignment_of, guardable, hoisted, only_if, value_default, wrapped
from repair_source import LOOPS, Edit, dotted, is_pure, same
from repair_style import Style, described, singular


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
    yield from _loop_bounds(failure, place, node, container, index)
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
    if _ahead(index):
        return f"{written} >= len({text})", "has no such entry"
    return f"not 0 <= {written} < len({text})", "has no such entry"


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
            "The change leaves such entries out.", "one bad entry must not stop the others")
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
                "a condition about an item that isn't there does not hold")
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


def _loop_bounds(failure, place, node, container, index):
    """`for i in range(len(x)): … x[i + 1]` runs one step too far."""
    source = place.source
    ahead = _ahead(index)
    name = index.left.id if ahead and isinstance(index.left, ast.Name) else getattr(index, "id", None)
    if name is None or not is_pure(container):
        return
    text = source.text_of(container)
    for loop in _loops_over(source, node, name):
        call = loop.iter
        stop = call.args[-1] if len(call.args) == 1 else call.args[1]
        length = f"len({text})"
        written = source.text_of(stop)
        if ahead and written == length:
            fixed = f"{length} - {ahead}"
        elif not ahead and isinstance(stop, ast.BinOp) and isinstance(stop.op, ast.Add) and (
            source.text_of(stop.left) == length
        ):
            fixed = length
        elif not ahead and isinstance(stop, ast.Name) or not ahead and written != length:
            if len(call.args) > 2:
                continue
            fixed = f"min({written}, {length})"
        else:
            continue
        yield Candidate(
            "loop-bound", "fix", [source.replace(stop, fixed)], 8 if not fixed.startswith("min") else 22,
            f"The loop around {at(place)} lets `{source.text_of(index)}` reach past the end of `{text}`: it counts to "
            f"`{written}`. The change counts to `{fixed}`, the last index that exists.",
            "the loop's bound now agrees with what its body reads")
    for loop in (item for item in source.ancestors(node) if isinstance(item, ast.While)):
        test = loop.test
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.LtE) and same(
            test.left, ast.Name(name, ast.Load())
        ) and source.text_of(test.comparators[0]) == f"len({text})":
            start, end = source.span(test)
            yield Candidate(
                "loop-bound", "fix", [source.replace(test, f"{name} < len({text})")], 8,
                f"The loop around {at(place)} runs once too often: `{name}` reaches `len({text})`, one past the last "
                "index. The change stops before it.", "the loop's bound now agrees with what its body reads")


def _ahead(index):
    if isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add) and isinstance(index.left, ast.Name):
        if isinstance(index.right, ast.Constant) and isinstance(index.right.value, int) and index.right.value > 0:
            return index.right.value
    return 0


def _loops_over(source, node, name):
    for item in source.ancestors(node):
        generators = [item] if isinstance(item, LOOPS[:2]) else getattr(item, "generators", [])
        for loop in generators:
            if isinstance(loop.target, ast.Name) and loop.target.id == name and isinstance(loop.iter, ast.Call) and (
                dotted(loop.iter.func) == "range"
            ) and 1 <= len(loop.iter.args) <= 3:
                yield loop
