"""Repairs of division by zero: the share of nothing."""

import ast

from repair_candidate import Candidate, at
from repair_evidence import inside_comprehension
from repair_answers import outcomes
from repair_outcome import Subject
from repair_returning import returning
from repair_places import guardable, hoisted
from repair_source import dotted, is_pure
from repair_style import Style, described
from repair_templates_index import emptiness

DIVISIONS = (ast.Div, ast.FloorDiv, ast.Mod)


def candidates(failure):
    for depth, place in enumerate(failure.places[:2]):
        for node in place.expressions((ast.BinOp, ast.Call)) + _augmented(place):
            divisor = _divisor(node)
            if divisor is None or isinstance(divisor, ast.Constant):
                continue
            for candidate in list(_guards(failure, place, node, divisor)) + list(
                _conditional(failure, place, node, divisor)
            ):
                candidate.cost += 14 * depth
                yield candidate


def _augmented(place):
    statement = place.statement
    return [statement] if isinstance(statement, ast.AugAssign) and isinstance(statement.op, DIVISIONS) else []


def _divisor(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, DIVISIONS):
        if isinstance(node.left, ast.JoinedStr) or isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            return None
        return node.right
    if isinstance(node, ast.AugAssign):
        return node.value
    if isinstance(node, ast.Call) and dotted(node.func) == "divmod" and len(node.args) == 2:
        return node.args[1]
    return None


def _bare(node):
    """The divisor without wrappers that keep zero zero, e.g. `float(total)`."""
    while isinstance(node, ast.Call) and dotted(node.func) in {"float", "int", "abs", "Decimal", "decimal.Decimal"} and (
        len(node.args) == 1
    ):
        node = node.args[0]
    return node


def _zero_condition(place, divisor, text):
    """(condition, its opposite, words) for a divisor of zero."""
    source, style = place.source, Style(place.source)
    bare = _bare(divisor)
    if isinstance(bare, ast.Call) and dotted(bare.func) == "len" and len(bare.args) == 1 and is_pure(bare):
        inner = source.text_of(bare.args[0])
        return style.is_empty(inner), (inner if not style.length_tests else f"len({inner}) > 0"), (
            emptiness(place, bare.args[0]))
    if bare is not divisor and is_pure(bare):
        text = source.text_of(bare)
    simple = text.replace(".", "").replace("_", "").isalnum() or text.endswith((")", "]"))
    return f"{text} == 0", (text if simple else f"{text} != 0"), (f"{described(bare)} is zero",)


def _guards(failure, place, node, divisor):
    source = place.source
    if inside_comprehension(source, node) is not None:
        return
    statement, text, prelude = hoisted(place, _bare(divisor), node)
    if statement is None:
        return
    condition, _, words = _zero_condition(place, divisor if prelude is None else ast.Name(text, ast.Load()), text)
    if prelude is not None:
        condition, words = f"{text} == 0", (f"{described(divisor)} is zero",)
    subject = Subject("zero", words, key=text)
    returns_it = is_result(place, node)
    for outcome in outcomes(failure, place, subject, statement, condition):
        edits = guardable(place, statement, condition, outcome, prelude)
        if edits is None:
            continue
        cost = outcome.cost + (2 if prelude else 0)
        if outcome.kind == "return":
            cost += -2 if returns_it else 14
        elif outcome.kind == "raise":
            cost += 2
        yield Candidate(
            "zero-guard", outcome.kind, edits, cost,
            f"{at(place)} divides by `{source.text_of(divisor)}`, which was zero. The change asks for that "
            f"first and then {outcome.phrase}.", outcome.reason, outcome.value, outcome.error, outcome.logs)


def is_result(place, node):
    """Whether the quotient is what the function returns, perhaps rounded, scaled or named first."""
    source, statement = place.source, place.statement
    if isinstance(statement, ast.Return):
        return all(
            isinstance(parent, (ast.BinOp, ast.UnaryOp)) or isinstance(parent, ast.Call) and dotted(parent.func) in {
                "round", "int", "float", "min", "max", "abs", "math.floor", "math.ceil", "Decimal"}
            for parent in _up_to(source, node, statement)
        )
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        block, index = source.block_of(statement)
        following = block[index + 1] if index + 1 < len(block) else None
        return isinstance(following, ast.Return) and following.value is not None and any(
            isinstance(item, ast.Name) and item.id == statement.targets[0].id for item in ast.walk(following.value)
        ) and not isinstance(following.value, (ast.Dict, ast.Call, ast.Tuple)) or isinstance(
            following, ast.Return) and isinstance(following.value, ast.Call) and dotted(following.value.func) == "round"
    return False


def _up_to(source, node, statement):
    for parent in source.ancestors(node):
        if parent is statement:
            return
        yield parent


def _conditional(failure, place, node, divisor):
    """`a / b` becomes `a / b if b else 0.0`."""
    source = place.source
    if isinstance(node, ast.AugAssign) or not is_pure(divisor) or "\n" in source.text_of(node):
        return
    if isinstance(node, ast.Call):
        return
    _, positive, _ = _zero_condition(place, divisor, source.text_of(divisor))
    whole, parent = node, source.parents.get(node)
    while isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mult) and whole is not None and is_pure(
        parent.right if parent.left is whole else parent.left
    ):
        whole, parent = parent, source.parents.get(parent)
    if "\n" in source.text_of(whole):
        return
    for value, cost, reason in _neutral(failure, place, node):
        text = f"{source.text_of(whole)} if {positive} else {value}"
        bare = isinstance(parent, (ast.Assign, ast.AnnAssign, ast.Return, ast.keyword, ast.Dict)) or isinstance(
            parent, ast.Call) and whole in parent.args
        already = source.text[source.span(whole)[0] - 1:source.span(whole)[0]] == "(" and (
            source.text[source.span(whole)[1]:source.span(whole)[1] + 1] == ")")
        yield Candidate(
            "zero-conditional", "default", [source.replace(whole, text if bare or already else f"({text})")], cost,
            f"{at(place)} divides by `{source.text_of(divisor)}`, which was zero. The change uses `{value}` "
            "then.", reason, value)


def _neutral(failure, place, node):
    value = "0" if isinstance(node.op, (ast.FloorDiv, ast.Mod)) else "0.0"
    if is_result(place, node):
        for outcome in returning(failure, place, Subject("zero", ("value",))):
            if outcome.value in {"0", "0.0", "None"}:
                yield outcome.value, outcome.cost + 3, outcome.reason
        return
    yield value, 22, "a share of nothing is nothing, and the rest of the result stays"
