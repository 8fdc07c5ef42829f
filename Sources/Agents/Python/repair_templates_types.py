"""Repairs of TypeError: None as an operand, text joined with numbers, values compared across types, a missing await."""

import ast
import re

from repair_candidate import Candidate, at
from repair_evidence import innermost_loop, may_be_none
from repair_places import default_for_use, in_quotes
from repair_source import Edit, dotted, is_pure, names_in
from repair_templates_index import filter_edit
from repair_templates_none import for_value


def candidates(failure):
    message, place = failure.message, failure.place
    if "coroutine" in message:
        yield from _awaits(failure, place)
    if failure.exception != "TypeError":
        return
    for depth, where in enumerate(failure.places[:2]):
        for candidate in _none_uses(failure, where):
            candidate.cost += 14 * depth
            yield candidate
    yield from _none_operands(failure, place)
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
                    f"`{name}` is an async function, so its result must be awaited")


def _none_uses(failure, place):
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
                "empty one.", "no collection and an empty one mean the same here", empty)


def _none_operands(failure, place):
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
        "entries without a value keep their place at the end")


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
        "entries without a value keep their place at the end")


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
        "leaves those out.", "entries without a value don't count")


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
                    "The change turns each into text first.", "what is joined as text must be text")
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
                "first.", "what is joined to text must be text")
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
            "first.", "what is joined to text must be text")


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
            "what is compared with a number must be a number")
        if isinstance(side, ast.Name):
            from repair_places import assignment_of
            assignment = assignment_of(place, side.id)
            if assignment is not None and assignment.value is not None:
                yield Candidate(
                    "number-from-text", "fix",
                    [source.replace(assignment.value, f"{convert}({source.text_of(assignment.value)})")], 8,
                    f"{at(place)} uses `{side.id}` as a number, but it is read as text at line {assignment.lineno}. "
                    "The change turns it into a number there.", "a number read as text is converted where it is read")
    for node in place.expressions(ast.Call):
        key = next((keyword.value for keyword in node.keywords if keyword.arg == "key"), None)
        if dotted(node.func) in {"sorted", "max", "min"} and isinstance(key, ast.Lambda):
            yield Candidate(
                "number-from-text", "fix", [source.replace(key.body, f"{convert}({source.text_of(key.body)})")], 12,
                f"{at(place)} orders numbers of which some are text. The change turns them into numbers first.",
                "what is compared with a number must be a number")


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
                    "change divides to a whole number.", "an index is a whole number")
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
