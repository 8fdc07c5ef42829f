"""Where a check can stand, naming a value that is computed only once, and which default a use allows."""

import ast
import re

from repair_candidate import Candidate, shares_line
from repair_evidence import innermost_loop, kind_of_value
from repair_outcome import Subject
from repair_reasons import Said
from repair_returning import returning
from repair_source import FUNCTIONS, Edit, dotted, is_pure, names_in, scope_nodes
from repair_style import Style, described
from repair_uses import use_of
from repair_working import works_out

TEXT_METHODS = {
    "strip", "lstrip", "rstrip", "lower", "upper", "title", "split", "rsplit", "replace", "startswith", "endswith",
    "encode", "partition", "splitlines", "casefold", "isdigit", "format", "capitalize",
}
MAPPING_METHODS = {"get", "items", "keys", "values", "setdefault", "update", "copy"}
ADDING = {"append", "add", "extend", "insert", "write", "put", "update"}
SEQUENCE_METHODS = {"append", "extend", "insert", "sort", "count", "index"}


def is_conditional(source, node):
    """Whether the statement may not evaluate the expression at all (after `and`, `or`, in an `if … else`)."""
    child = node
    for parent in source.ancestors(node):
        if isinstance(parent, ast.stmt):
            return False
        if isinstance(parent, ast.BoolOp) and parent.values[0] is not child:
            return True
        if isinstance(parent, ast.IfExp) and parent.test is not child:
            return True
        if isinstance(parent, ast.Compare) and len(parent.ops) > 1 and parent.left is not child:
            return True
        child = parent
    return False


def hoisted(place, value, node):
    """The statement to check before, the value's text there, and what to do first so that it is computed once."""
    source, statement = place.source, place.statement
    if isinstance(statement, (ast.While, ast.ClassDef, ast.AsyncWith) + FUNCTIONS) or is_conditional(source, node):
        return None, None, None
    if not source.starts_line(statement):
        return None, None, None
    text = source.text_of(value)
    if is_pure(value):
        return (None, None, None) if "\n" in text else (statement, text, None)
    scope = place.function if place.function is not None else source.tree
    taken = {name.id for name in ast.walk(scope) if isinstance(name, ast.Name)} | {
        argument.arg for argument in ast.walk(scope) if isinstance(argument, ast.arg)}
    name = local_name(value, taken)
    written = f"({text})" if "\n" in text else text
    return statement, name, (f"{name} = {written}", _replaced(source, value, name))


def _replaced(source, value, name):
    """Puts the name in the value's place, and in that of parentheses that only held it together."""
    start, end = source.span(value)
    if isinstance(source.parents.get(value), (ast.Attribute, ast.Subscript)) and not isinstance(value, ast.Call) and (
        source.text[start - 1:start] == "(" and source.text[end:end + 1] == ")"
    ):
        start, end = start - 1, end + 1
    return Edit(source.path, start, end, name)


def local_name(value, taken):
    """A name for what an expression gives that is not in use."""
    inner = value.value if isinstance(value, ast.Await) else value
    if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in {
        "split", "rsplit", "splitlines", "partition"
    }:
        base = "parts"
    elif isinstance(inner, ast.Call) and (dotted(inner.func) or "").startswith("re."):
        base = "match"
    elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Div) and any(
        isinstance(item, (ast.JoinedStr, ast.Constant)) for item in ast.walk(inner)
    ):
        base = "path"
    else:
        base = described(inner)
    base = re.sub(r"\W+", "_", base).strip("_") or "value"
    if not base.isidentifier() or len(base) > 30 or base in {"value", "len", "list", "dict", "set"}:
        base = "found"
    return next(name for name in [base, f"{base}_found", f"found_{base}", f"the_{base}", "looked_up"]
                if name not in taken)


def _reaches(source, guard, statement):
    """Whether a check behind that guard stands on every way to the statement, in no loop of its own."""
    block, index = source.block_of(guard)
    return not shares_line(source, guard) and innermost_loop(source, guard) is innermost_loop(source, statement) and any(
        item is statement for later in block[index + 1:] for item in ast.walk(later))


def guardable(place, statement, condition, outcome, prelude=None):
    """The edits of a check before the statement, with the value named first where it needs a name."""
    source = place.source
    if statement is None or not source.starts_line(statement):
        return None
    unit = source.indent_unit()
    lines = [f"if {condition}:"] + [unit + line for line in outcome.lines]
    if prelude is None and outcome.behind is not None and _reaches(source, outcome.behind, statement):
        return [source.insert_after(outcome.behind, lines)] + outcome.extra
    if prelude is None:
        return [source.insert_before(statement, lines)] + outcome.extra
    return [source.insert_before(statement, [prelude[0]] + lines), prelude[1]] + outcome.extra


def assignment_of(place, name):
    """The last plain assignment of a local name before the failing statement, in a block that leads to it."""
    source, best = place.source, None
    scope = place.function if place.function is not None else None
    for node in scope_nodes(scope) if scope is not None else source.tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.end_lineno < place.statement.lineno:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                if best is None or node.lineno > best.lineno:
                    best = node
    return best


def directly_after(place, assignment):
    """Whether a check right after the assignment stands on every way to the failing statement, and on no other loop."""
    source = place.source
    if assignment is None or assignment.value is None or shares_line(source, assignment):
        return False
    block, index = source.block_of(assignment)
    later = block[index + 1:]
    if not any(place.statement is node or any(item is place.statement for item in ast.walk(node)) for node in later):
        return False
    if innermost_loop(source, assignment) is not innermost_loop(source, place.statement):
        return False
    name = next(iter(names_in(assignment.targets[0] if isinstance(assignment, ast.Assign) else assignment.target)))
    for node in later:
        if node.lineno >= place.statement.lineno:
            return True
        # An earlier use that copes with absence means the function goes on without the value on purpose.
        if any(isinstance(item, (ast.If, ast.IfExp)) and name in names_in(item.test) for item in ast.walk(node)):
            return False
    return True


def value_default(failure, place, node):
    """(text, reason, cost) of a default that fits how the value is used; (None, …) where none does."""
    source = place.source
    parent = source.parents.get(node)
    if isinstance(parent, ast.Await):
        parent = source.parents.get(parent)
    if isinstance(parent, ast.Return):
        if place.function is not None:
            for outcome in returning(failure, place, Subject("empty", ("value",)), None, works_out(place, ast.unparse(node))):
                if outcome.value != "" and outcome.lines[-1] != "return":
                    return outcome.value, outcome.reason, outcome.cost + 5
        return None, "", 0
    direct = default_for_use(source, node)
    if direct is not None:
        return direct, "it is neutral where the value is used", 31
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name) and parent.value is node:
        name, uses, kinds = parent.targets[0].id, set(), set()
        for item in scope_nodes(place.function) if place.function is not None else ():
            if isinstance(item, ast.Name) and item.id == name and isinstance(item.ctx, ast.Load):
                uses |= use_of(source.parents.get(item), item)
                kinds.add(default_for_use(source, item))
        kinds.discard(None)
        if "none" in uses or "falsy" in uses:
            return "None", Said(f"the code below already copes with `{name}` being absent"), 18
        if len(kinds) == 1:
            return kinds.pop(), f"it is neutral where `{name}` is used", 33
        return (None, "", 0) if kinds or "reads" in uses else ("None", f"`{name}` may be absent", 37)
    if isinstance(parent, (ast.Dict, ast.keyword, ast.Tuple, ast.List)):
        return "None", "a field without a value is `None`", 33
    return None, "", 0


def default_for_use(source, node):
    """The neutral value for an expression by what is done with it right there; None where that can't be told."""
    parent = source.parents.get(node)
    if isinstance(parent, (ast.BinOp, ast.AugAssign)):
        other = getattr(parent, "right", None) if getattr(parent, "left", None) is node else getattr(parent, "left", None)
        kind = kind_of_value(other) if other is not None else None
        if kind in {'""', "[]"} and isinstance(parent.op, ast.Add):
            return kind
        if isinstance(parent.op, (ast.Div, ast.FloorDiv, ast.Mod)) and getattr(parent, "right", None) is node:
            return None
        return kind if kind == "0.0" else "0"
    if isinstance(parent, ast.Compare):
        others = [kind_of_value(item) for item in [parent.left] + parent.comparators if item is not node]
        ordered = any(isinstance(op, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) for op in parent.ops)
        if isinstance(parent.ops[0], (ast.In, ast.NotIn)) and node in parent.comparators:
            return "()"
        return next((kind for kind in others if kind), "0" if ordered else "None")
    if isinstance(parent, ast.Call) and node in parent.args:
        name = dotted(parent.func) or ""
        return {
            "len": "[]", "sum": "[]", "sorted": "[]", "list": "[]", "set": "[]", "tuple": "[]", "enumerate": "[]",
            "min": None, "max": None, "int": "0", "float": "0", "round": "0", "abs": "0", "Decimal": "0", "str": '""',
        }.get(name)
    if isinstance(parent, (ast.For, ast.AsyncFor, ast.comprehension)) and parent.iter is node or isinstance(
        parent, ast.Starred
    ):
        return "[]"
    if isinstance(parent, ast.Subscript) and parent.value is node:
        return "{}" if isinstance(parent.slice, ast.Constant) and isinstance(parent.slice.value, str) else None
    if isinstance(parent, ast.Attribute):
        if parent.attr in TEXT_METHODS:
            return '""'
        if parent.attr in MAPPING_METHODS:
            return "{}"
        return "[]" if parent.attr in SEQUENCE_METHODS else None
    if isinstance(parent, ast.FormattedValue):
        return '""'
    if isinstance(parent, (ast.If, ast.IfExp, ast.While, ast.UnaryOp, ast.BoolOp)):
        return "None"
    return None


def only_if(place, condition, what):
    """Does one step of several, such as adding to a list, only where its value is there."""
    source, statement = place.source, place.statement
    block, _ = source.block_of(statement)
    if not isinstance(statement, ast.Expr) or not source.starts_line(statement) or "\n" in source.text_of(statement):
        return
    if not isinstance(statement.value, ast.Call) or getattr(statement.value.func, "attr", "") not in ADDING or len(block) < 2:
        return
    indent = source.indent_of(statement) + source.indent_unit()
    text = f"if {condition}:{source.newline}{indent}{source.text_of(statement)}"
    yield Candidate(
        "step-guard", "skip", [source.replace(statement, text)], 31 if raises_own(source) else 22,
        f"{what} The change takes this step only where it can, and goes on with the next.",
        "what can't be added is left out, and the rest of the result stays")


def raises_own(source):
    """Whether the file raises an error that it defines: what is wrong is told there, not left out."""
    own = {node.name for node in source.tree.body if isinstance(node, ast.ClassDef)}
    return any(isinstance(node, ast.Raise) and node.exc is not None and (dotted(
        node.exc.func if isinstance(node.exc, ast.Call) else node.exc) or "") in own for node in ast.walk(source.tree))


def wrapped(source, node, operator):
    """The text of a condition, in parentheses where joining it by `and` would change its meaning."""
    text = source.text_of(node)
    loose = isinstance(node, (ast.IfExp, ast.Lambda, ast.NamedExpr)) or isinstance(node, ast.BoolOp) and not isinstance(
        node.op, operator)
    return f"({text})" if loose else text


def in_quotes(source, value):
    """An empty-string default in the file's quotes."""
    return Style(source).string("") if value == '""' else value


def edit_text(source, start, end, text):
    return Edit(source.path, start, end, text)
