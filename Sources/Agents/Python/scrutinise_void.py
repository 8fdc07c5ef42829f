"""Rules against a patch that takes the work away: nothing returned where a value is promised, code deleted or cut off."""

import ast
import re
from collections import Counter

from repair_evidence import annotation_text, is_generator, returns_of
from repair_uses import uses_of_result
from repair_source import FUNCTIONS, dotted, scope_nodes
from scrutinise_diff import falls_through

ADMITTING = re.compile(r"\bNone\b|Optional|\bAny\b|\bobject\b|\bUnion\b.*None|NoReturn|Never|^[A-Z]$|^_?T\w?$")
LAZY = re.compile(r"(Async)?(Iterator|Iterable|Generator)\b|ContextManager")


def findings(change):
    yield from _nothing_returned(change)
    yield from _deleted(change)
    yield from _cut_off(change)


def admits_nothing(function):
    """Whether the function may give None: by its annotation, its words, or what it does already."""
    text = annotation_text(function.returns)
    if text is not None:
        return bool(ADMITTING.search(text.replace(" ", "")))
    if re.search(r"\bNone\b", ast.get_docstring(function) or ""):
        return True
    returned = returns_of(function)
    values = [node for node in returned if node.value is not None and not (
        isinstance(node.value, ast.Constant) and node.value.value is None)]
    return bool(values) and (len(values) < len(returned) or falls_through(function.body))


def _nothing_returned(change):
    """Returns of None, or ways to the end, that a function of values did not have."""
    for name, function in change.new_functions.items():
        before = change.old_functions.get(name)
        if before is None or is_generator(function) or _is_stub(before):
            continue
        promised = annotation_text(before.returns)
        if promised is not None and (ADMITTING.search(promised.replace(" ", "")) or LAZY.search(promised)):
            continue
        place = _new_nothing(before, function)
        if place is None:
            continue
        if promised is not None:
            now = annotation_text(function.returns)
            if now is not None and ADMITTING.search(now.replace(" ", "")):
                yield f"`{name}` promised `{promised}` and may give nothing now", place, "warn"
            else:
                yield f"a patch must not return nothing where `{name}` promises `{promised}`", place
        elif not admits_nothing(before) and _gives_values(before):
            reader = unguarded_caller(change, function)
            if reader and _is_unmistakable(change, function):
                yield f"a patch must not return nothing to {reader}, which uses it", place
            elif reader:
                yield f"`{name}` may give nothing now; {reader} uses what a function of that name gives", place, "warn"
            else:
                yield f"`{name}` may give nothing now, where it gave a value or failed", place, "warn"


def _new_nothing(before, function):
    empty = [node for node in returns_of(function) if _is_empty(node)]
    if len(empty) > len([node for node in returns_of(before) if _is_empty(node)]):
        return empty[-1]
    if falls_through(function.body) and not falls_through(before.body):
        return function
    return None


def _is_empty(node):
    return node.value is None or isinstance(node.value, ast.Constant) and node.value.value is None


def _gives_values(function):
    return any(not _is_empty(node) for node in returns_of(function))


def _is_stub(function):
    return all(isinstance(node, (ast.Pass, ast.Raise)) or isinstance(node, ast.Expr) and isinstance(
        node.value, ast.Constant) for node in function.body)


def unguarded_caller(change, function):
    """`name` (file:line) of a caller that uses the result as a value without asking whether there is one."""
    for source, call in change.callers(function.name):
        uses = uses_of_result(source, call) | _gathered_use(source, call)
        if uses & {"reads", "number", "iterates"} and not uses & {"none", "falsy"}:
            caller = source.function_of(call)
            name = caller.name if caller is not None else "the module"
            return f"`{name}` ({source.path}:{call.lineno})"
    return None


def _is_unmistakable(change, function):
    """Whether a call by the function's name can only mean it: no other function of the repository has that name."""
    return sum(
        node.name == function.name for source in change.sources_naming(f"def {function.name}(")
        for node in ast.walk(source.tree) if isinstance(node, FUNCTIONS)) <= 1


def _gathered_use(source, call):
    """What is done with results that a comprehension hands to `sum` and the like one by one."""
    scope = source.parents.get(call)
    outer = source.parents.get(scope)
    if isinstance(scope, (ast.GeneratorExp, ast.ListComp)) and scope.elt is call and isinstance(outer, ast.Call):
        name = (dotted(outer.func) or getattr(outer.func, "attr", "")).split(".")[-1]
        return {"number"} if name in {"sum", "min", "max", "sorted", "join", "mean", "fsum", "median"} else set()
    return set()


def _deleted(change):
    """The failing statement, or the whole body, taken out with nothing put in its place."""
    if change.crashed is None:
        return
    before, function = change.old_functions[change.crashed], change.new_functions.get(change.crashed)
    if function is None:
        if not any(name.split(".")[-1] == before.name for name in change.new_functions):
            yield f"a patch must not take out `{before.name}`, which crashed", change.new.tree
        return
    if _is_empty_shell(function) and not _is_empty_shell(before):
        yield f"a patch must not empty `{before.name}`, which crashed", function
        return
    old, new = _statements(before), _statements(function)
    key = _own_part(change.statement) if change.statement is not None else None
    if key in old and not new[key] and not set(new - old) - {_own_part(ast.Pass())}:
        yield "a patch must not take out the failing statement with nothing in its place", function


def _statements(function):
    """The statements of a function, each without those it holds."""
    return Counter(_own_part(node) for node in scope_nodes(function) if isinstance(node, (ast.stmt, ast.ExceptHandler)))


def _own_part(statement):
    """A statement in words; of one that holds others, its head."""
    parts = []
    for name, value in ast.iter_fields(statement):
        if isinstance(value, list) and any(isinstance(item, (ast.stmt, ast.ExceptHandler)) for item in value):
            continue
        parts.append(f"{name}={[ast.dump(item) if isinstance(item, ast.AST) else item for item in value]}" if isinstance(
            value, list) else f"{name}={ast.dump(value) if isinstance(value, ast.AST) else value}")
    return type(statement).__name__ + " " + " ".join(parts)


def _is_empty_shell(function):
    """A body that computes nothing."""
    body = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    if len(body) > 1:
        return False
    node = body[0] if body else None
    if isinstance(node, ast.Raise):
        name = dotted(node.exc.func if isinstance(node.exc, ast.Call) else node.exc) if node.exc else ""
        return name == "NotImplementedError"
    if isinstance(node, ast.Return):
        return node.value is None or not any(
            isinstance(item, (ast.Name, ast.Call, ast.Attribute)) for item in ast.walk(node.value))
    return node is None or isinstance(node, ast.Pass)


def _cut_off(change):
    """Statements that no way leads to any more, and conditions that are always the same."""
    known = Counter(ast.dump(node) for node in _unreachable(change.old.tree))
    for node in _unreachable(change.new.tree):
        if known[ast.dump(node)]:
            known[ast.dump(node)] -= 1
        else:
            yield "a patch must not leave code behind that can't be reached", node
    for node in change.added((ast.If, ast.While, ast.IfExp)):
        test = node.test
        constant = isinstance(test, ast.Constant) and not (isinstance(node, ast.While) and test.value)
        weak = isinstance(test, ast.BoolOp) and any(isinstance(item, ast.Constant) for item in test.values)
        if constant or weak:
            yield "a patch must not decide by a constant", node


def _unreachable(tree):
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if not isinstance(block, list):
                continue
            for first, following in zip(block, block[1:]):
                if isinstance(first, (ast.Return, ast.Raise, ast.Continue, ast.Break)):
                    # `return` before a lone `yield` is how a generator that gives nothing is written.
                    if not (isinstance(following, ast.Expr) and isinstance(following.value, ast.Yield)):
                        yield following
                    break
