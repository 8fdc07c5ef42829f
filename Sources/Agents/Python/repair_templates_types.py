"""Repairs of TypeError: None as an operand, text joined with numbers, values compared across types, a missing await."""

import ast
import re

from repair_candidate import Candidate, at
from repair_evidence import annotation_text
from repair_places import assignment_of
from repair_reasons import Said
from repair_source import Edit, dotted, is_pure, parameters
from repair_templates_absent import none_operands, none_uses

TEXT_SOURCES = re.compile(
    r"\b(environ|getenv|argv|input|split|rsplit|partition|groups?|strip|read|readline|read_text|headers|form|args|query\w*|params"
    r"|row)\b")


def candidates(failure):
    message, place = failure.message, failure.place
    if "coroutine" in message:
        yield from _awaits(failure, place)
    if failure.exception != "TypeError":
        return
    for depth, where in enumerate(failure.places[:2]):
        for candidate in none_uses(failure, where):
            candidate.cost += 14 * depth
            yield candidate
    yield from none_operands(failure, place)
    yield from _text_joins(failure, place)
    yield from _comparisons(failure, place)
    yield from _indices(failure, place)
    yield from _unhashable(failure, place)
    yield from _json(failure, place)


def _awaits(failure, place):
    """A coroutine was used where its result was meant."""
    source = place.source
    if place.function is None or not isinstance(place.function, ast.AsyncFunctionDef):
        return
    statements = [place.statement] + [
        node for node in ast.walk(place.function)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.lineno <= place.line
    ]
    for statement in statements:
        for node in ast.walk(statement):
            if not isinstance(node, ast.Call) or isinstance(source.parents.get(node), ast.Await):
                continue
            name = (dotted(node.func) or "").split(".")[-1]
            if any(isinstance(found, ast.AsyncFunctionDef) for _, found in failure.repository.functions(name)):
                parent = source.parents.get(node)
                bare = isinstance(parent, (ast.Assign, ast.AnnAssign, ast.Return, ast.Expr, ast.keyword))
                text = f"await {source.text_of(node)}"
                yield Candidate(
                    "missing-await", "fix", [source.replace(node, text if bare else f"({text})")], 4,
                    f"{at(place)} uses the coroutine that `{name}` gives instead of its result. The change awaits it.",
                    Said(f"`{name}` is an async function, so its result must be awaited"))


def _text_joins(failure, place):
    """`"text" + number`."""
    source = place.source
    if re.search(r"sequence item \d+: expected (str|a bytes)", failure.message):
        for node in place.expressions(ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr == "join" and len(node.args) == 1:
                argument = node.args[0]
                text = source.text_of(argument)
                if isinstance(argument, (ast.GeneratorExp, ast.ListComp)):
                    edits = [source.replace(argument.elt, f"str({source.text_of(argument.elt)})")]
                else:
                    edits = [source.replace(argument, f"str(item) for item in {text}")]
                yield Candidate(
                    "text-join", "fix", edits, 8, f"{at(place)} joins `{text}` as text, but not every entry is text. "
                    "The change turns each into text first.", Said("what is joined as text must be text"))
                if "NoneType" in failure.message and not isinstance(argument, (ast.GeneratorExp, ast.ListComp)):
                    yield Candidate(
                        "text-join", "skip", [source.replace(argument, f"item for item in {text} if item is not None")],
                        6, f"{at(place)} joins `{text}` as text, but some entries are None. The change leaves those "
                        "out.", "an entry that isn't there has no text")
    pattern = r'can only concatenate str \(not "(\w+)"\) to str|unsupported operand type\(s\) for \+=?: \'(\w+)\' and \'str\''
    match = re.search(pattern, failure.message)
    if match is None or "NoneType" in match.groups():
        return
    reverse = match.group(1) is None
    for node in place.expressions(ast.BinOp):
        if isinstance(node.op, ast.Add):
            side = node.left if reverse else node.right
            if isinstance(side, (ast.Constant, ast.JoinedStr)) and isinstance(getattr(side, "value", ""), str):
                continue
            yield Candidate(
                "text-join", "fix", [source.replace(side, f"str({source.text_of(side)})")], 8,
                f"{at(place)} joins `{source.text_of(side)}` to text, but it is no text. The change turns it into text "
                "first.", Said("what is joined to text must be text"))
            other = node.right if reverse else node.left
            if is_pure(other) and not isinstance(other, (ast.Constant, ast.JoinedStr)):
                yield Candidate(
                    "number-from-text", "fix", [source.replace(other, f"int({source.text_of(other)})")], 20,
                    f"{at(place)} adds the text `{source.text_of(other)}` to a number. The change turns it into a "
                    "number first.", "what is added to a number must be a number")
    if isinstance(place.statement, ast.AugAssign) and not reverse:
        value = place.statement.value
        yield Candidate(
            "text-join", "fix", [source.replace(value, f"str({source.text_of(value)})")], 8,
            f"{at(place)} joins `{source.text_of(value)}` to text, but it is no text. The change turns it into text "
            "first.", Said("what is joined to text must be text"))


def _comparisons(failure, place):
    """A number compared, or calculated, with text."""
    source = place.source
    match = re.search(r"between instances of '(\w+)' and '(\w+)'|for [^:]+: '(\w+)' and '(\w+)'", failure.message)
    kinds = [kind for kind in match.groups() if kind] if match else []
    if set(kinds) not in ({"str", "int"}, {"str", "float"}, {"str", "Decimal"}):
        return
    convert = {"float": "float", "Decimal": "Decimal"}.get((set(kinds) - {"str"}).pop(), "int")
    for node in place.expressions((ast.Compare, ast.BinOp)):
        pair = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.left, node.comparators[0])
        side = pair[kinds.index("str")]
        if isinstance(side, (ast.Constant, ast.JoinedStr)):
            continue
        yield Candidate(
            "number-from-text", "fix", [source.replace(side, f"{convert}({source.text_of(side)})")], 9,
            f"{at(place)} uses the text `{source.text_of(side)}` as a number. The change turns it into one first.",
            _read_as_text(failure, place, side))
        if isinstance(side, ast.Name):
            assignment = assignment_of(place, side.id)
            if assignment is not None and assignment.value is not None:
                yield Candidate(
                    "number-from-text", "fix",
                    [source.replace(assignment.value, f"{convert}({source.text_of(assignment.value)})")], 8,
                    f"{at(place)} uses `{side.id}` as a number, but it is read as text at line {assignment.lineno}. "
                    "The change turns it into a number there.", _read_as_text(failure, place, assignment.value))
    for node in place.expressions(ast.Call):
        key = next((keyword.value for keyword in node.keywords if keyword.arg == "key"), None)
        if dotted(node.func) in {"sorted", "max", "min"} and isinstance(key, ast.Lambda):
            yield Candidate(
                "number-from-text", "fix", [source.replace(key.body, f"{convert}({source.text_of(key.body)})")], 12,
                f"{at(place)} orders numbers of which some are text. The change turns them into numbers first.",
                "what is compared with a number must be a number")


def _read_as_text(failure, place, node):
    """Why a value is a number by intent: it comes from where there is only text, or stands beside a number as its default."""
    value = node
    if isinstance(node, ast.Name):
        assignment = assignment_of(place, node.id)
        value = assignment.value if assignment is not None and assignment.value is not None else node
    text = ast.unparse(value)
    if TEXT_SOURCES.search(text):
        return Said(f"`{text[:60]}` gives text, whatever was meant")
    numbers = _given_as_number(failure, place, node)
    return Said(f"`{numbers}` gives a number for it") if numbers else "what is compared with a number must be a number"


def _given_as_number(failure, place, node):
    """Where the repository gives the value as a number: a parameter annotated so, or what a caller reads it from has a default."""
    if not isinstance(node, ast.Name) or place.function is None:
        return None
    parameter = next((item for item in parameters(place.function) if item.arg == node.id), None)
    if parameter is None:
        return None
    if annotation_text(parameter.annotation) in {"int", "float", "Decimal"}:
        return f"{parameter.arg}: {annotation_text(parameter.annotation)}"
    keys = {item.value for caller in failure.places[1:3] for item in ast.walk(caller.function or caller.statement)
            if isinstance(item, ast.Constant) and isinstance(item.value, str)}
    for source in failure.repository.sources():
        for item in ast.walk(source.tree):
            for key, value in zip(item.keys, item.values) if isinstance(item, ast.Dict) else ():
                if isinstance(key, ast.Constant) and key.value in keys and isinstance(value, ast.Constant) and type(
                    value.value
                ) in {int, float}:
                    return f"{ast.unparse(key)}: {ast.unparse(value)} in {source.path}"
    return None


def _indices(failure, place):
    source = place.source
    if re.search(r"indices must be integers or slices, not (float|str)|'float' object cannot be interpreted as an integer",
                 failure.message):
        scope = place.function if place.function is not None else place.statement
        for node in ast.walk(scope):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                left, right = source.span(node.left)[1], source.span(node.right)[0]
                between = source.text[left:right]
                yield Candidate(
                    "whole-division", "fix", [Edit(source.path, left, right, between.replace("/", "//", 1))], 7,
                    f"{at(place)} uses the quotient of line {node.lineno} as an index, but `/` gives a fraction. The "
                    "change divides to a whole number.", Said("an index is a whole number"))
        for node in place.expressions(ast.Subscript):
            if is_pure(node.slice) and not isinstance(node.slice, (ast.Constant, ast.Slice)):
                yield Candidate(
                    "whole-index", "fix", [source.replace(node.slice, f"int({source.text_of(node.slice)})")], 14,
                    f"{at(place)} uses `{source.text_of(node.slice)}` as an index, but it is no whole number. The "
                    "change makes it one.", "an index is a whole number")


def _unhashable(failure, place):
    source = place.source
    match = re.search(r"unhashable type: '(list|set|dict)'", failure.message)
    if match is None:
        return
    wrap = {"list": "tuple({})", "set": "frozenset({})", "dict": "tuple(sorted({}.items()))"}[match.group(1)]
    for node in place.expressions((ast.Subscript, ast.Call, ast.Compare)):
        values = []
        if isinstance(node, ast.Subscript):
            values = [node.slice]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {
            "add", "get", "setdefault", "discard", "remove", "pop"
        }:
            values = node.args[:1]
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            values = [node.left]
        for value in values:
            if is_pure(value) and not isinstance(value, ast.Constant):
                yield Candidate(
                    "hashable-key", "fix", [source.replace(value, wrap.format(source.text_of(value)))], 16,
                    f"{at(place)} uses `{source.text_of(value)}` as a key, but a {match.group(1)} can't be one. The "
                    "change uses an unchangeable copy.", "a key must not change")


def _json(failure, place):
    if not re.search(r"Object of type (\w+) is not JSON serializable", failure.message):
        return
    source = place.source
    for node in place.expressions(ast.Call):
        if (dotted(node.func) or "").split(".")[-1] in {"dumps", "dump"} and not any(
            keyword.arg == "default" for keyword in node.keywords
        ):
            kind = re.search(r"Object of type (\w+)", failure.message).group(1)
            convert = {"set": "sorted", "frozenset": "sorted"}.get(kind, "str")
            end = source.span((node.args + [keyword.value for keyword in node.keywords])[-1])[1]
            yield Candidate(
                "json-default", "fix", [Edit(source.path, end, end, f", default={convert}")], 10,
                f"{at(place)} writes a {kind} as JSON, which has no such type. The change writes it by `{convert}`.",
                "what JSON does not know is written in a form it knows")
