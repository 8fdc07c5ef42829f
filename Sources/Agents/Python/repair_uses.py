"""What others expect of a value: whether it may be None, what is done with it, which errors are caught around it."""

import ast

from repair_evidence import annotation_text, default_for_annotation
from repair_source import FUNCTIONS, LOOPS, dotted, scope_nodes


def may_be_none(repository, source, node):
    """Whether the code says that an attribute, field or variable may be None: by annotation, default or other checks."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        return len(node.args) == 1 and not node.keywords
    if isinstance(node, ast.Subscript):
        wanted = ast.dump(node.slice)
        return any(wanted == ast.dump(other.slice) for other in _asked_for_none(repository, ast.Subscript))
    if name is None:
        return False
    asked = _asked_for_none(repository, ast.Attribute) if isinstance(node, ast.Attribute) else ()
    if any(other.attr == name for other in asked):
        return True
    trees = [other.tree for other in repository.sources()] if isinstance(node, ast.Attribute) else [source.tree]
    return any(_declares_none(item, name) for tree in trees for item in ast.walk(tree))


def _asked_for_none(repository, kind):
    """Expressions of a kind that the repository compares with None somewhere."""
    for source in repository.sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Compare) and isinstance(node.left, kind) and isinstance(
                node.comparators[0], ast.Constant
            ) and node.comparators[0].value is None:
                yield node.left


def _declares_none(node, name):
    """Whether a statement says that a name may be None: `x: Optional[…]`, `self.x = None`, `def x() -> Optional[…]`."""
    if isinstance(node, FUNCTIONS):
        return node.name == name and default_for_annotation(annotation_text(node.returns)) == "None"
    if isinstance(node, ast.AnnAssign):
        targets, annotation = [node.target], annotation_text(node.annotation)
    elif isinstance(node, ast.Assign):
        targets, annotation = node.targets, None
    else:
        return False
    if not any(getattr(target, "attr", getattr(target, "id", None)) == name for target in targets):
        return False
    empty = isinstance(node.value, ast.Constant) and node.value.value is None
    return empty or default_for_annotation(annotation) == "None"


def uses_of_result(source, call):
    """What a caller does with the result: `none`, `falsy`, `iterates`, `number`, `ignored`, `reads` or nothing known."""
    statement, parent = source.statement_of(call), source.parents.get(call)
    if isinstance(parent, ast.Await):
        call, parent = parent, source.parents.get(parent)
    if isinstance(statement, ast.Expr) and parent is statement:
        return {"ignored"}
    uses = use_of(parent, call)
    if isinstance(statement, ast.Assign) and statement.value is call and isinstance(statement.targets[0], ast.Name):
        name, function = statement.targets[0].id, source.function_of(call)
        for node in scope_nodes(function) if function is not None else ast.walk(source.tree):
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
                uses |= use_of(source.parents.get(node), node)
    return uses


def use_of(parent, node):
    if isinstance(parent, ast.Compare) and any(
        isinstance(other, ast.Constant) and other.value is None for other in parent.comparators
    ):
        return {"none"}
    if isinstance(parent, (ast.If, ast.IfExp, ast.While)) and parent.test is node or isinstance(parent, ast.BoolOp):
        return {"falsy"}
    if isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not):
        return {"falsy"}
    if isinstance(parent, LOOPS[:2]) and parent.iter is node or isinstance(parent, (ast.comprehension, ast.Starred)):
        return {"iterates"}
    if isinstance(parent, ast.Call) and node in parent.args and (dotted(parent.func) in {
        "len", "sorted", "list", "set", "tuple", "sum", "min", "max", "enumerate", "map", "filter", "any", "all",
    } or getattr(parent.func, "attr", "") in {"join", "extend"}):
        return {"iterates"}
    if isinstance(parent, ast.Call) and node in parent.args and dotted(parent.func) in {"round", "int", "float"}:
        return {"number"}
    if isinstance(parent, (ast.BinOp, ast.AugAssign)) or isinstance(parent, ast.Compare) and isinstance(
        parent.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
    ):
        return {"number"}
    if isinstance(parent, (ast.Subscript, ast.Attribute)) and parent.value is node:
        return {"reads"}
    return set()


def handlers_around(source, node):
    """Names of exceptions that enclosing `try` statements of the caller expect; an empty name is a handler of everything."""
    names = errors_caught_around(source, node)
    child = node
    for parent in source.ancestors(node):
        if isinstance(parent, FUNCTIONS):
            break
        if isinstance(parent, ast.Try) and any(child is item for item in parent.body):
            names |= {""} if any(handler.type is None for handler in parent.handlers) else set()
        child = parent
    return names


def raised_already(sources, name):
    """Whether code raises an error of that name, or one derived from it: then those who handle it have their reason already."""
    kinds, sources = {name}, list(sources)
    for _ in range(4):
        kinds |= {
            node.name for source in sources if any(kind in source.text for kind in kinds)
            for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef) and any(
                (dotted(base) or "").split(".")[-1] in kinds for base in node.bases)}
    return any(
        isinstance(node, ast.Raise) and raised_name(node) in kinds
        for source in sources if any(kind in source.text for kind in kinds) for node in ast.walk(source.tree))


def raised_name(node):
    """The short name of what a `raise` raises; empty for a bare one."""
    value = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return (dotted(value) or "").split(".")[-1] if value is not None else ""


def errors_caught_around(source, node):
    """Names of exceptions that enclosing `try` statements of the caller expect."""
    names, child = set(), node
    for parent in source.ancestors(node):
        if isinstance(parent, FUNCTIONS):
            break
        if isinstance(parent, ast.Try) and any(child is item for item in parent.body):
            for handler in parent.handlers:
                kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
                names |= {dotted(kind) for kind in kinds if kind is not None and dotted(kind)}
        child = parent
    return {name.split(".")[-1] for name in names}
