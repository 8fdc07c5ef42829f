"""What the code around a failure does in such cases: its guards, documentation, annotations and callers."""

import ast
import re

from repair_source import COMPREHENSIONS, FUNCTIONS, LOOPS, dotted, names_in, parameters, scope_nodes

CHANGING_METHODS = {
    "add", "append", "appendleft", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault", "update", "write",
}
EMPTY_WORDS = r"(empty|no |none|zero|missing|absent|without|not found|unknown|cannot be|can't be|not |unavailable|isn't)"
VALUE_WORDS = [
    (r"\bNone\b", "None"), (r"\bempty list\b|\[\]", "[]"), (r"\bempty dict(ionary)?\b|\{\}", "{}"),
    (r"\bempty set\b", "set()"), (r"\bempty tuple\b", "()"), (r"\bempty string\b|\"\"|''", '""'),
    (r"\b0\.0\b", "0.0"), (r"(?<![\w.])-1\b", "-1"), (r"\bzero\b|(?<![\w.-])0(?![\w.])", "0"),
    (r"\bFalse\b", "False"), (r"\bTrue\b", "True"),
]


def is_guard_test(node):
    """Whether a condition asks for absence: emptiness, None, zero, not in."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return True
    if isinstance(node, ast.BoolOp):
        return any(is_guard_test(value) for value in node.values)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        right = node.comparators[0]
        if isinstance(node.ops[0], (ast.NotIn, ast.Is)):
            return True
        if isinstance(node.ops[0], (ast.Eq, ast.LtE, ast.Lt)):
            return isinstance(right, ast.Constant) and (right.value in (0, 1, "") or right.value is None)
    return False


def guards(function):
    """(test, last statement) of each `if` in the function that leaves it because something is absent."""
    for node in scope_nodes(function):
        if isinstance(node, ast.If) and is_guard_test(node.test) and len(node.body) <= 3:
            last = node.body[-1]
            if isinstance(last, (ast.Return, ast.Raise, ast.Continue)):
                yield node, last


def returns_of(function):
    return [node for node in scope_nodes(function) if isinstance(node, ast.Return)]


def is_generator(function):
    return any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in scope_nodes(function))


def documented_values(function):
    """Values the documentation promises for the absent case, e.g. `None` of "or None if there is no user"."""
    text = ast.get_docstring(function) or ""
    found = []
    for sentence in re.split(r"(?<=[.;:])\s|\n\s*\n|\n\s*[-*]", text):
        if re.search(r"\brais", sentence, re.I) or len(sentence) > 600:
            continue
        about = re.search(r"\b(if|when|for|on|or|otherwise|unless|without|before|until|where|yields?|gives?|is|are)\b", sentence, re.I)
        if about and re.search(EMPTY_WORDS, sentence + " ", re.I):
            found.extend(value for pattern, value in VALUE_WORDS if re.search(pattern, sentence))
    return found


def documented_errors(function):
    """Names of exceptions the documentation says are raised."""
    text = ast.get_docstring(function) or ""
    names = []
    for match in re.finditer(r"[Rr]ais(?:e|es|ing)\b(.{0,300})", text[:8_000], re.S):
        names.extend(re.findall(r"\b[A-Z]\w*(?:Error|Exception|[a-z])\b", match.group(1)))
    names.extend(re.findall(r"\b([A-Z]\w*[a-z]\w*)\b,? (?:when|if|for|unless|where|on|once)\b", text[:8_000]))
    return names


def annotation_text(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ast.unparse(node) if node is not None else None


def default_for_annotation(text):
    """The empty value of an annotated type; None where the type has none."""
    if text is None:
        return None
    bare = text.replace(" ", "").replace("typing.", "").replace("t.", "", 1) if text else ""
    if bare.startswith("Optional[") or bare.endswith("|None") or bare.startswith("None|") or (
        bare.startswith("Union[") and "None" in bare
    ):
        return "None"
    head = bare.split("[")[0].split(".")[-1]
    return {
        "list": "[]", "List": "[]", "Sequence": "[]", "Iterable": "[]", "Collection": "[]", "MutableSequence": "[]",
        "dict": "{}", "Dict": "{}", "Mapping": "{}", "MutableMapping": "{}", "set": "set()", "Set": "set()",
        "frozenset": "frozenset()", "float": "0.0", "int": "0", "str": '""', "bytes": 'b""', "bool": "False",
        "Decimal": "Decimal(0)", "timedelta": "timedelta(0)", "None": "",
    }.get(head, "()" if bare.lower() in {"tuple", "tuple[...]"} or bare.lower().endswith(",...]") else None)


def kind_of_value(node):
    """The empty value of the type an expression evidently has; None where that can't be seen."""
    if node is None or isinstance(node, ast.Constant) and node.value is None:
        return "None"
    if isinstance(node, (ast.List, ast.ListComp)):
        return "[]"
    if isinstance(node, ast.DictComp) or isinstance(node, ast.Dict) and not node.keys:
        return "{}"
    if isinstance(node, (ast.Set, ast.SetComp)):
        return "set()"
    if isinstance(node, ast.JoinedStr) or isinstance(node, ast.Constant) and isinstance(node.value, str):
        return '""'
    if isinstance(node, (ast.Compare, ast.BoolOp)) or isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return "False" if not isinstance(node, ast.BoolOp) else None
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return "0.0" if isinstance(node.value, float) else "0"
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Div):
            return "0.0"
        if isinstance(node.op, (ast.FloorDiv, ast.Mod)) and not isinstance(node.left, (ast.Constant, ast.JoinedStr)):
            return "0"
        sides = {kind_of_value(node.left), kind_of_value(node.right)}
        for kind in ("0.0", "[]", '""'):
            if kind in sides:
                return kind
        return "0" if isinstance(node.op, (ast.Mult, ast.Sub)) else None
    if isinstance(node, ast.IfExp):
        return kind_of_value(node.orelse) or kind_of_value(node.body)
    if isinstance(node, ast.Call):
        name = dotted(node.func) or ""
        if name == "round":
            return "0.0" if len(node.args) > 1 else "0"
        if name in {"Decimal", "decimal.Decimal"}:
            return f"{name}(0)"
        if name in {"max", "min"} and len(node.args) > 1 or name == "abs":
            return next((kind for kind in map(kind_of_value, node.args) if kind), None)
        return {
            "sorted": "[]", "list": "[]", "dict": "{}", "set": "set()", "str": '""', "int": "0", "float": "0.0",
            "len": "0", "sum": "0", "bool": "False", "tuple": "()", "any": "False", "all": "False",
            "mean": "0.0", "statistics.mean": "0.0", "defaultdict": "{}", "Counter": "{}",
        }.get(name) or ('""' if isinstance(node.func, ast.Attribute) and node.func.attr in {
            "join", "strip", "lower", "upper", "title", "format", "replace"} else None)
    return None


def decimal_in(function, node):
    """The zero of a calculation in which a Decimal takes part; None where none does."""
    if not isinstance(node, (ast.BinOp, ast.UnaryOp)):
        return None
    for item in ast.walk(node):
        name = annotated = None
        if isinstance(item, ast.Call):
            name = dotted(item.func)
        elif isinstance(item, ast.Name):
            annotated = next((annotation_text(parameter.annotation) for parameter in parameters(function)
                              if parameter.arg == item.id and parameter.annotation is not None), None)
            name = annotated or (resolved_kind(function, item) or "").removesuffix("(0)")
        if name in {"Decimal", "decimal.Decimal"}:
            return f"{name}(0)"
    return None


def resolved_kind(function, node):
    """Like `kind_of_value`, following a local name to what it was first given; what Decimals make is a Decimal."""
    exact = decimal_in(function, node)
    if exact is not None:
        return exact
    if isinstance(node, ast.Name):
        for item in sorted((n for n in scope_nodes(function) if isinstance(n, (ast.Assign, ast.AnnAssign))),
                           key=lambda n: n.lineno):
            targets = item.targets if isinstance(item, ast.Assign) else [item.target]
            if any(isinstance(target, ast.Name) and target.id == node.id for target in targets):
                if isinstance(item, ast.AnnAssign):
                    return default_for_annotation(annotation_text(item.annotation))
                return kind_of_value(item.value)
    return kind_of_value(node)


def innermost_loop(source, node):
    """The loop the statement is run by, if it is inside one; comprehensions don't count."""
    child = node
    for parent in source.ancestors(node):
        if isinstance(parent, FUNCTIONS + (ast.ClassDef,)):
            return None
        if isinstance(parent, LOOPS) and any(child is item for item in parent.body):
            return parent
        child = parent
    return None


def gathered(function, loop):
    """Names that get a value before the loop and are changed by it: what it adds up, fills or improves."""
    before = {
        node.id for node in scope_nodes(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.lineno < loop.lineno
    }
    changed = set()
    for node in (item for statement in loop.body for item in ast.walk(statement)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            changed.add(node.id)
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
            changed |= {node.value.id} if isinstance(node.value, ast.Name) else set()
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING_METHODS:
            changed |= names_in(node.func.value)
    return before & changed


def is_half_filled(place, loop, value):
    """Whether the value is what a `for` loop is still gathering: returning it would lose the entries that follow."""
    try:
        names = names_in(ast.parse(value, mode="eval").body)
    except SyntaxError:
        return False
    return isinstance(loop, LOOPS[:2]) and place.function is not None and bool(names & gathered(place.function, loop))


def inside_comprehension(source, node):
    for parent in source.ancestors(node):
        if isinstance(parent, ast.stmt):
            return None
        if isinstance(parent, COMPREHENSIONS + (ast.Lambda,)):
            return parent
    return None


def scope_names(source, statement):
    """Names that surely hold a value before the statement: parameters and plain assignments above it."""
    function = source.function_of(statement)
    if function is None:
        return set()
    names = {parameter.arg for parameter in parameters(function)} - {"self", "cls"}
    block, place = source.block_of(statement)
    for item in block[:place]:
        for node in ast.walk(item):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
    for parent in source.ancestors(statement):
        if isinstance(parent, LOOPS[:2]):
            names |= {n.id for n in ast.walk(parent.target) if isinstance(n, ast.Name)}
        if parent is function:
            break
    return names
