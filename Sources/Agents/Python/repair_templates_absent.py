"""Repairs of None where a value is counted, compared or put together."""

import ast
import re

from repair_candidate import Candidate, at
from repair_conventions import documentation
from repair_evidence import innermost_loop
from repair_places import default_for_use, in_quotes
from repair_reasons import Said
from repair_source import dotted, is_pure, names_in
from repair_telling import declares_none, left_out
from repair_templates_index import filter_edit
from repair_templates_none import for_value
from repair_uses import may_be_none


def none_uses(failure, place):
    """None was subscripted, iterated, measured, called or searched."""
    message, uses = failure.message, []
    if re.search(r"'NoneType' object is not subscriptable|does not support item assignment", message):
        uses = [(node.value, node, "takes an item of") for node in place.expressions(ast.Subscript)]
    elif re.search(r"cannot unpack non-iterable NoneType", message):
        statement = place.statement
        if isinstance(statement, ast.Assign):
            uses = [(statement.value, statement.value, "unpacks")]
    elif re.search(r"'NoneType' object is not (an )?(async )?itera", message):
        for node in place.expressions((ast.Call, ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp, ast.Starred)):
            if isinstance(node, ast.Call):
                uses += [(item, item, "goes through") for item in node.args[:1]]
            elif isinstance(node, ast.Starred):
                uses.append((node.value, node.value, "goes through"))
            else:
                uses += [(part.iter, part.iter, "goes through") for part in node.generators]
        if isinstance(place.statement, (ast.For, ast.AsyncFor)):
            uses.insert(0, (place.statement.iter, place.statement.iter, "goes through"))
        yield from _or_empty(place, [value for value, _, _ in uses], "[]")
    elif re.search(r"object of type 'NoneType' has no len", message):
        uses = [(node.args[0], node.args[0], "measures") for node in place.expressions(ast.Call)
                if dotted(node.func) == "len" and node.args]
        yield from _or_empty(place, [value for value, _, _ in uses], "[]")
    elif re.search(r"argument of type 'NoneType' is not (iterable|a container)", message):
        uses = [(node.comparators[0], node.comparators[0], "searches") for node in place.expressions(ast.Compare)
                if isinstance(node.ops[0], (ast.In, ast.NotIn))]
        yield from _or_empty(place, [value for value, _, _ in uses], "()")
    elif re.search(r"'NoneType' object is not callable", message):
        uses = [(node.func, node, "calls") for node in place.expressions(ast.Call)]
    elif re.search(r"argument must be (a|an) .*not '?NoneType|expected str.* got NoneType|must be str.*not None"
                   r"|expected string or bytes-like object|unsupported type.*NoneType|must be real number, not NoneType",
                   message):
        for node in place.expressions(ast.Call):
            uses += [(item, item, "passes on") for item in node.args if is_pure(item) and not isinstance(item, ast.Constant)]
    for value, node, what in uses:
        if not isinstance(value, ast.Constant):
            yield from for_value(failure, place, value, node, what)


def _or_empty(place, values, empty):
    source = place.source
    for value in values:
        if isinstance(value, (ast.Name, ast.Attribute, ast.Subscript)) or isinstance(value, ast.Call) and isinstance(
            value.func, ast.Attribute
        ) and value.func.attr == "get":
            text = source.text_of(value)
            parent = source.parents.get(value)
            bare = isinstance(parent, (ast.For, ast.AsyncFor, ast.comprehension)) or isinstance(
                parent, ast.Call) and value in parent.args
            yield Candidate(
                "or-empty", "default", [source.replace(value, f"{text} or {empty}" if bare else f"({text} or {empty})")],
                23, f"{at(place)} expects `{text}` to be a collection; here it was None. The change takes None for an "
                "empty one.", _allowed_none(place, value), empty)


def _allowed_none(place, value):
    """Why None stands for an empty collection: the code asks for the value in a way that allows it to be absent."""
    name = value.id if isinstance(value, ast.Name) else None
    if isinstance(value, ast.Call):
        return Said(f"`{place.source.text_of(value)}` itself allows that there is none")
    return declares_none(place, name) or "no collection and an empty one mean the same here"


def none_operands(failure, place):
    """Arithmetic or comparison with None."""
    source = place.source
    if "NoneType" not in failure.message:
        return
    sides = []
    match = re.search(r"(?:between instances of|for [^:]+:) '(\w+)' and '(\w+)'", failure.message)
    kinds = match.groups() if match else ("str", "NoneType") if "concatenate" in failure.message else ("NoneType",) * 2
    for node in place.expressions((ast.BinOp, ast.Compare)):
        pair = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.left, node.comparators[0])
        for name, side in zip(kinds, pair):
            if name == "NoneType" and not isinstance(side, (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Compare)):
                sides.append((node, side))
    if isinstance(place.statement, ast.AugAssign) and not sides:
        first = match is None or match.group(1) == "NoneType"
        statement = place.statement
        if first and is_pure(statement.target):
            text = source.text_of(statement.target)
            operator = source.text[source.span(statement.target)[1]:source.span(statement.value)[0]].strip().rstrip("=")
            fixed = f"{text} = ({text} or 0) {operator} {source.text_of(statement.value)}"
            yield Candidate(
                "none-operand", "default", [source.replace(statement, fixed)], 24,
                f"{at(place)} adds to `{text}` while it is still None. The change starts at 0.",
                "nothing counted yet is zero", "0")
        else:
            sides.append((statement, statement.value))
    for node, side in sides:
        default = '""' if "concatenate" in failure.message else default_for_use(source, side) or "0"
        if is_pure(side) or isinstance(side, ast.Call):
            text = source.text_of(side)
            yield Candidate(
                "none-operand", "default", [source.replace(side, f"({text} or {in_quotes(source, default)})")],
                (22 if adds_up(place, node) or default == '""' else 30) + (20 if is_index(source, node) else 0),
                f"{at(place)} calculates with `{text}`, which was None. The change takes `{default}` for a missing "
                "value.", "a missing value counts as nothing", default)
        yield from for_value(failure, place, side, side, "calculates with")
    for node in place.expressions(ast.Call):
        name = dotted(node.func)
        if name in {"sum", "max", "min", "sorted"} and len(node.args) == 1:
            yield from _none_items(failure, place, node, name)
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "sort" and not node.args:
            key = next((keyword.value for keyword in node.keywords if keyword.arg == "key"), None)
            if isinstance(key, ast.Lambda) and is_pure(key.body):
                yield from _none_last(failure, place, node, key.body)
            yield from _getter(failure, place, node, key)


def _getter(failure, place, node, key):
    """`attrgetter("x")` and `itemgetter("x")` as a key: written out, with what has no value behind the rest."""
    made = (dotted(key.func) or "").split(".")[-1] if isinstance(key, ast.Call) else ""
    if made not in {"attrgetter", "itemgetter"} or len(key.args) != 1 or not isinstance(key.args[0], ast.Constant):
        return
    value = key.args[0].value
    read = f"item.{value}" if made == "attrgetter" else f"item[{place.source.text_of(key.args[0])}]"
    turned = any(keyword.arg == "reverse" and not is_false(keyword.value) for keyword in node.keywords)
    test = "is not None" if turned or dotted(node.func) == "max" else "is None"
    yield Candidate(
        "none-last", "fix",
        [place.source.replace(key, f"lambda item: ({read} {test}, {read} if {read} is not None else 0)")], 22,
        f"{at(place)} orders entries by `{value}`, which is None for some. The change puts those last.",
        _at_the_end(place))


def is_index(source, node):
    """Whether the calculation gives a position: a made-up one names a wrong entry."""
    return any(isinstance(parent, ast.Subscript) and parent.slice in (node, child)
               for child, parent in zip([node] + list(source.ancestors(node)), source.ancestors(node)))


def adds_up(place, node):
    """Whether the statement adds to a running total."""
    statement = place.statement
    if innermost_loop(place.source, statement) is None:
        return False
    return isinstance(statement, ast.AugAssign) or isinstance(statement, ast.Assign) and isinstance(
        statement.targets[0], ast.Name) and statement.targets[0].id in names_in(node)


def _none_last(failure, place, node, key):
    """Sorts what has no value behind the rest; of a tuple key only the elements that may be None are asked."""
    source = place.source
    is_tuple = isinstance(key, ast.Tuple)
    parts = [part for part in key.elts if may_be_none(failure.repository, source, part)] if is_tuple else [key]
    if not parts or any(isinstance(part, (ast.Tuple, ast.UnaryOp)) for part in parts):
        return
    # Behind the rest means in front of them where the order is turned round.
    turned = any(keyword.arg == "reverse" and not is_false(keyword.value) for keyword in node.keywords)
    test = "is not None" if turned or dotted(node.func) == "max" else "is None"
    edits = []
    for part in parts:
        text = source.text_of(part)
        pair = f"{text} {test}, {text} if {text} is not None else 0"
        edits.append(source.replace(part, pair if is_tuple else f"({pair})"))
    shown = "` and `".join(source.text_of(part) for part in parts)
    yield Candidate(
        "none-last", "fix", edits, 22,
        f"{at(place)} orders entries by `{shown}`, which is None for some. The change puts those last.",
        _at_the_end(place))


def _at_the_end(place):
    """Why what has no value comes last: the documentation says so."""
    reason = "entries without a value keep their place at the end"
    return Said(reason) if re.search(r"\b(come|comes|go|goes|are|is|put|sorted|stand)s? (last|at the end|behind)\b",
                                     documentation(place), re.I) else reason


def is_false(node):
    return isinstance(node, ast.Constant) and not node.value


def _none_items(failure, place, node, name):
    """`sum(x)` over entries some of which are None."""
    source, argument = place.source, node.args[0]
    key = next((keyword.value for keyword in node.keywords if keyword.arg == "key"), None)
    if isinstance(argument, ast.GeneratorExp) and is_pure(argument.elt):
        edits = [filter_edit(source, argument, f"{source.text_of(argument.elt)} is not None", argument.elt)]
    elif key is None and is_pure(argument):
        edits = [source.replace(argument, f"item for item in {source.text_of(argument)} if item is not None")]
        if node.keywords:
            edits = [source.replace(argument, f"(item for item in {source.text_of(argument)} if item is not None)")]
    elif isinstance(key, ast.Lambda) and is_pure(key.body):
        yield from _none_last(failure, place, node, key.body)
        return
    elif isinstance(key, ast.Call):
        yield from _getter(failure, place, node, key)
        return
    else:
        return
    yield Candidate(
        "none-items", "skip", edits, 26, f"{at(place)} passes entries to `{name}` some of which are None. The change "
        "leaves those out.", left_out(place))
