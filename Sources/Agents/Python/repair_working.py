"""Whether a function works a value out itself, as algorithms do, or was given it.

What is missing from input can be refused or answered. What a function works out and then misses is a fault in the working,
and leaving early would only hide it: there nothing but documentation says which answer is right.
"""

import ast

from repair_evidence import CHANGING_METHODS
from repair_source import FUNCTIONS, LOOPS, dotted, names_in, parameters, scope_nodes

CHANGING_FUNCTIONS = {"heappush", "heappop", "heapify", "heappushpop", "heapreplace", "insort", "shuffle"}
GROWING = {"add", "append", "extend", "insert", "setdefault", "update"}


def is_recursive(function):
    return any(isinstance(node, ast.Call) and (dotted(node.func) or "").split(".")[-1] == function.name
               and (dotted(node.func) or "").split(".")[0] in {function.name, "self", "cls"} for node in ast.walk(function))


def works_out(place, text):
    """Whether the expression (as text) that lacks a value reads what the function itself works out."""
    if place.function is None:
        return False
    if is_recursive(place.function):
        return True
    try:
        tree = ast.parse(text or "None", mode="eval")
    except SyntaxError:
        return False
    names = names_in(tree) - {"self", "cls", "len"}
    if len(_loops_around(place)) > 1 and not any(isinstance(node, ast.Constant) for node in ast.walk(tree)):
        return True
    if any(_is_calculated(place, node) for node in ast.walk(tree) if isinstance(node, (ast.Subscript, ast.Compare))):
        return True
    return bool(names & (_fed_by_loops(place) | _filled_here(place)))


def _is_calculated(place, node):
    """Whether a place in a sequence is found by calculation, e.g. `items[i + 1]` or `0 <= n % base < len(digits)`."""
    parts = [node.slice] if isinstance(node, ast.Subscript) else [node.left] + node.comparators
    return any(isinstance(item, ast.BinOp) for part in parts for item in ast.walk(part))


def _fed_by_loops(place):
    """Names that a loop around the failing statement steps on: counters, and what each round makes of the last."""
    found = set()
    for loop in _loops_around(place):
        if isinstance(loop, LOOPS[:2]):
            found |= _counters(loop)
        stored = [node for item in loop.body for node in ast.walk(item) if isinstance(node, (ast.Assign, ast.AugAssign))]
        changed = {name for node in stored for name in _stored(node)}
        for node in stored:
            if isinstance(node, ast.AugAssign) or names_in(node.value) & changed & _carried(place.function, loop):
                found |= _stored(node)
    return found


def _loops_around(place):
    loops = []
    for parent in place.source.ancestors(place.statement):
        if isinstance(parent, FUNCTIONS):
            break
        loops += [parent] if isinstance(parent, LOOPS) else []
    return loops


def _counters(loop):
    call = loop.iter if isinstance(loop.iter, ast.Call) else None
    if call is None or dotted(call.func) not in {"range", "enumerate", "reversed"}:
        return set()
    target = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) and dotted(call.func) == "enumerate" else loop.target
    return names_in(target) if dotted(call.func) != "reversed" or "range" in names_in(call) else set()


def _stored(node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {item.id for target in targets for item in ast.walk(target)
            if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}


def _carried(function, loop):
    """Names that have a value before the loop begins: what one round leaves to the next."""
    given = {parameter.arg for parameter in parameters(function)} | {"self"}
    return given | {node.id for node in scope_nodes(function)
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.lineno < loop.lineno}


def _filled_here(place):
    """Local collections that the function empties again, or that it is still filling where it fails: stacks, queues, tables."""
    function, loops = place.function, set(map(id, _loops_around(place)))
    given = {parameter.arg for parameter in parameters(function)}
    stored = {node.id for node in scope_nodes(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    changed = set()
    for node in ast.walk(function):
        grows = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in GROWING or isinstance(node, ast.Subscript)
        if not grows or any(id(parent) in loops for parent in place.source.ancestors(node)):
            changed |= _changed_by(node)
    return (stored - given) & changed


def _changed_by(node):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and (
        node.func.attr in CHANGING_METHODS
    ):
        return {node.func.value.id}
    if isinstance(node, ast.Call) and (dotted(node.func) or "").split(".")[-1] in CHANGING_FUNCTIONS and node.args:
        return names_in(node.args[0])
    return names_in(node.value) if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load) else set()
