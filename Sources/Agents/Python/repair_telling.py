"""What the code tells of a value that isn't there: by comparisons, by documentation, by what a loop does with others."""

import ast
import re

from repair_conventions import documentation, leaves_out
from repair_evidence import is_guard_test
from repair_reasons import Said
from repair_source import LOOPS, names_in

PAIRING = re.compile(
    r"\b(next|neighbou?rs?|consecutive|adjacent|pairs?|pairwise|following|between|differences?|gaps?|steps?|previous)\b", re.I)


def left_out(place, node=None):
    """Why an entry that lacks the value of `node` is passed over; a habit where nothing says so."""
    if node is not None and equals_nothing(place.source, node):
        return Said("a value that isn't there equals nothing, so the entry doesn't belong to the result")
    if leaves_out(place):
        return Said("the documentation says that entries which can't be used are left out")
    return "one bad entry must not stop the others"


def skipped(place, loop, is_there=False):
    """Why a loop passes over an entry that lacks something; a habit where nothing says so.

    A value that is there and can't be read is none that lacks: of those only the documentation can say it.
    """
    steps = [node for node in ast.walk(loop) if isinstance(node, ast.Continue)]
    if not is_there and any(_is_absence_guard(place.source, loop, node) for node in steps):
        return Said("the loop already skips entries that lack something it needs")
    return left_out(place)


def is_blank_guard(source, loop, step):
    """Whether a `continue` passes over entries that are empty as a whole."""
    guard = source.parents.get(step)
    test = guard.test if isinstance(guard, ast.If) else None
    asked = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else None
    if isinstance(asked, ast.Call) and isinstance(asked.func, ast.Attribute) and not asked.args:
        asked = asked.func.value
    names = names_in(loop.target) if isinstance(loop, LOOPS[:2]) else set()
    return isinstance(asked, ast.Name) and asked.id in names


def _is_absence_guard(source, loop, step):
    """Whether a `continue` passes over an entry that lacks something, other than one that is empty as a whole."""
    guard = source.parents.get(step)
    names = names_in(loop.target) if isinstance(loop, LOOPS[:2]) else set()
    return isinstance(guard, ast.If) and is_guard_test(guard.test) and bool(names & names_in(guard.test)) and (
        not is_blank_guard(source, loop, step))


def equals_nothing(source, node):
    """Whether the value is only asked to equal another one: where it isn't there, the answer is no."""
    child = node
    for parent in source.ancestors(node):
        if isinstance(parent, ast.Compare):
            others = [item for item in [parent.left] + parent.comparators if item is not child]
            return all(isinstance(op, ast.Eq) for op in parent.ops) and _is_asked_plainly(source, parent) and any(
                not _may_be_nothing(item) for item in others)
        if not isinstance(parent, (ast.Attribute, ast.Subscript)) and not (
            isinstance(parent, ast.Call) and parent.func is child and not parent.args
        ):
            return False
        child = parent
    return False


def _may_be_nothing(node):
    """Whether the other side of a comparison may itself be missing, or is an item like the one that isn't there."""
    return isinstance(node, ast.Subscript) or isinstance(node, ast.Constant) and node.value is None


def _is_asked_plainly(source, compare):
    """Whether the answer no means just that: not turned round, nor joined by `or`."""
    for parent in source.ancestors(compare):
        if isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.And):
            continue
        return isinstance(parent, (ast.If, ast.While, ast.IfExp, ast.comprehension, ast.Return))
    return False


def goes_by_pairs(place, loop, name, container):
    """Whether a loop only looks at each entry together with the next, so that the last begins no pair."""
    if place.function is None or not PAIRING.search(documentation(place)):
        return False
    return reads_only(loop, name, container)


def reads_only(loop, name, container):
    """Whether a loop uses its counter for nothing but places in that one container."""
    body = loop.body if isinstance(loop, LOOPS) else [loop]
    subscripts = [node for item in body for node in ast.walk(item)
                  if isinstance(node, ast.Subscript) and name in names_in(node.slice)]
    inside = {id(item) for node in subscripts for item in ast.walk(node.slice)}
    return all(ast.unparse(node.value) == container for node in subscripts) and all(
        id(node) in inside for item in body for node in ast.walk(item) if isinstance(node, ast.Name) and node.id == name
        and isinstance(node.ctx, ast.Load))


def begins_empty(place, mapping):
    """Whether the function or class makes the collection empty and fills it by entries that it meets, nowhere else."""
    text = ast.unparse(mapping)
    scope = place.class_node if text.startswith("self.") and place.class_node is not None else place.function
    scope = scope if scope is not None else place.source.tree
    made = [node for node in ast.walk(scope) if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None
            and text in {ast.unparse(target) for target in (node.targets if isinstance(node, ast.Assign) else [node.target])}]
    filled = [node for node in ast.walk(scope) if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
              and ast.unparse(node.targets[0].value) == text and node not in _counted(scope, text)]
    return bool(made) and all(_is_empty(node.value) for node in made) and not filled


def _counted(scope, text):
    """Stores that stand under the question whether the key is there: the other half of counting by hand."""
    return [item for node in ast.walk(scope) if isinstance(node, ast.If) and f"in {text}" in ast.unparse(node.test)
            for part in node.body + node.orelse for item in ast.walk(part) if isinstance(item, ast.Assign)]


def _is_empty(node):
    return isinstance(node, (ast.Dict, ast.List)) and not (getattr(node, "keys", None) or getattr(node, "elts", None)) or (
        isinstance(node, ast.Call) and not node.args and not node.keywords)


def declares_none(place, name):
    """Where the code itself lets a value be None: a default of a parameter, or `.get` without one."""
    function = place.function
    if function is None:
        return None
    arguments = function.args
    positional = arguments.posonlyargs + arguments.args
    pairs = list(zip(positional[len(positional) - len(arguments.defaults):], arguments.defaults))
    pairs += [pair for pair in zip(arguments.kwonlyargs, arguments.kw_defaults) if pair[1] is not None]
    for argument, default in pairs:
        if argument.arg == name and isinstance(default, ast.Constant) and default.value is None:
            return Said(f"`{function.name}` lets `{name}` be None by its default")
    return None
