"""Rules against a patch that silences the error: handlers that swallow, `suppress`, `finally: return`, `__exit__`."""

import ast

from repair_source import FUNCTIONS, LOOPS, dotted
from scrutinise_diff import is_broad, raises
from scrutinise_void import admits_nothing, unguarded_caller

REMOVALS = {
    "remove", "unlink", "rmdir", "rmtree", "pop", "popleft", "popitem", "discard", "close", "cancel", "release", "kill",
    "terminate", "unregister", "unsubscribe", "shutdown", "disconnect", "removeHandler", "stop", "delete", "clear",
}
# Errors that reading input or the world is expected to raise; the others speak of a mistake in the code.
EXPECTED = {
    "ValueError", "UnicodeDecodeError", "UnicodeEncodeError", "JSONDecodeError", "InvalidOperation", "OSError", "IOError",
    "FileNotFoundError", "FileExistsError", "PermissionError", "ConnectionError", "TimeoutError", "StopIteration",
    "StopAsyncIteration", "Empty", "Full", "CancelledError", "ConnectionResetError", "ConnectionRefusedError", "EOFError",
    "ImportError", "ModuleNotFoundError", "ProcessLookupError", "IsADirectoryError", "NotADirectoryError", "BrokenPipeError",
}
# Nobody asks a question by these: a handler of them that goes on hides a mistake, whatever the contract says.
NEVER_ASKED = {
    "TypeError", "AttributeError", "NameError", "UnboundLocalError", "RecursionError", "AssertionError", "RuntimeError",
}


def findings(change):
    yield from _broad(change)
    for handler in change.added(ast.ExceptHandler):
        if not is_broad(handler.type) and change.covers(handler.type) and is_idle(handler.body):
            sentence = _swallowed(change, handler)
            # One more error that is treated as the handler that is there treats others: what upstream often does.
            if sentence and not _extends(change, handler):
                yield sentence, handler
    yield from _suppressed(change)
    yield from _left_silently(change)


def is_idle(body):
    """Whether a handler neither raises nor states a value: only pass, continue, break, a bare return, or words about it."""
    for node in body:
        if isinstance(node, (ast.Pass, ast.Continue, ast.Break)):
            continue
        if isinstance(node, ast.Return) and (node.value is None or _is_none(node.value)):
            continue
        if isinstance(node, ast.Expr) and (isinstance(node.value, ast.Constant) or is_word(node.value)):
            continue
        return False
    return True


def is_word(node):
    """A call that only tells of the error."""
    name = (dotted(node.func) or "") if isinstance(node, ast.Call) else ""
    return name == "print" or name.split(".")[-1] in {
        "debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print_exc"}


def _is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


def _broad(change):
    """More handlers of whatever comes than the function had before, which don't raise on."""
    before = _broad_handlers(change.old, change.old_functions)
    for name, handlers in _broad_handlers(change.new, change.new_functions).items():
        known = {ast.dump(handler) for handler in before.get(name, [])}
        if len(handlers) > len(before.get(name, [])):
            fresh = [handler for handler in handlers if ast.dump(handler) not in known]
            yield "a patch must not catch every error and go on", (fresh or handlers)[-1]


def _broad_handlers(source, functions):
    """Handlers of whatever comes by the full name of the function they stand in."""
    names, found = {id(node): name for name, node in functions.items()}, {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and is_broad(node.type) and not raises(node.body):
            found.setdefault(names.get(id(source.function_of(node)), ""), []).append(node)
    return found


def _swallowed(change, handler):
    """Why an idle handler of the crash's own exception hides it; None where going on is part of the contract."""
    source = change.new
    attempt = source.parents.get(handler)
    if is_removal(attempt.body):
        return None
    if change.exception in NEVER_ASKED or change.exception not in EXPECTED and len(list(_steps(attempt.body))) > 1:
        return f"a patch must not swallow `{change.exception}`"
    function = source.function_of(handler)
    last = handler.body[-1]
    speaks = any(isinstance(node, ast.Expr) and is_word(node.value) for node in handler.body)
    if isinstance(last, (ast.Continue, ast.Break)) or isinstance(last, ast.Pass) and _ends_loop_turn(source, attempt):
        skips = [node for node in ast.walk(function or source.tree) if isinstance(node, ast.Continue)]
        others = [node for node in skips if node not in handler.body]
        if speaks or others or change.exception in EXPECTED:
            return None
        return f"a patch must not skip over `{change.exception}` without a word"
    if isinstance(last, ast.Return):
        before = change.before(function) if function is not None else None
        if before is None:
            return f"a patch must not turn `{change.exception}` into nothing"
        reader = unguarded_caller(change, function)
        if reader:
            return f"a patch must not return nothing to {reader}, which uses it"
        if admits_nothing(before) or speaks and _is_procedure(before) or (
            change.exception in EXPECTED and not _is_procedure(before)
            and not any(True for _ in change.callers(function.name))):
            return None
        return f"a patch must not turn `{change.exception}` into nothing"
    if speaks and function is not None and _is_procedure(function) and change.exception in EXPECTED:
        return None
    return f"a patch must not swallow `{change.exception}`"


def _extends(change, handler):
    """Whether a handler that was there only names one more error, around the same steps with the same answer."""
    attempt = change.new.parents.get(handler)
    steps, answer = [ast.dump(node) for node in attempt.body], [ast.dump(node) for node in handler.body]
    for node in ast.walk(change.old.tree):
        if isinstance(node, ast.Try) and [ast.dump(item) for item in node.body] == steps:
            return any(
                item.type is not None and [ast.dump(part) for part in item.body] == answer
                and _names(item.type) < _names(handler.type) for item in node.handlers)
    return False


def _names(kind):
    return {dotted(item) for item in (kind.elts if isinstance(kind, ast.Tuple) else [kind])}


def _steps(body):
    return (node for statement in body for node in ast.walk(statement) if isinstance(node, ast.stmt))


def _is_procedure(function):
    return not any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(function))


def _ends_loop_turn(source, statement):
    """Whether the statement is the last of a loop's body, so that passing means the next turn."""
    parent = source.parents.get(statement)
    return isinstance(parent, LOOPS) and parent.body[-1] is statement


def is_removal(body):
    """One step that takes something away: that it is gone already is no error."""
    if len(body) != 1:
        return False
    node = body[0]
    if isinstance(node, ast.Delete):
        return True
    value = node.value if isinstance(node, ast.Expr) else None
    value = value.value if isinstance(value, ast.Await) else value
    name = getattr(value.func, "attr", getattr(value.func, "id", "")) if isinstance(value, ast.Call) else ""
    return name in REMOVALS


def _suppressed(change):
    for node in change.added((ast.With, ast.AsyncWith)):
        for item in node.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and (dotted(call.func) or "").split(".")[-1] == "suppress":
                broad = any(is_broad(kind) for kind in call.args)
                if (broad or any(change.covers(kind) for kind in call.args)) and (broad or not is_removal(node.body)):
                    if not _was_there(change, call):
                        yield f"a patch must not suppress `{change.exception or 'every error'}`", node
    for node in change.added(FUNCTIONS):
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and (dotted(decorator.func) or "").split(".")[-1] == "suppress":
                before = change.before(node)
                if before is None or ast.dump(decorator) not in {ast.dump(item) for item in before.decorator_list}:
                    yield "a patch must not suppress the error of a whole function", node


def _was_there(change, call):
    return any(isinstance(node, ast.Call) and ast.dump(node) == ast.dump(call) for node in ast.walk(change.old.tree))


def _left_silently(change):
    """`return` in `finally`, and an `__exit__` that answers True: both drop whatever was raised."""
    added = {id(node) for node in change.added((ast.Return, ast.Break, ast.Continue))}
    for node in ast.walk(change.new.tree):
        if isinstance(node, ast.Try):
            for item in (item for statement in node.finalbody for item in ast.walk(statement)):
                if isinstance(item, ast.Return) and id(item) in added:
                    yield "a patch must not leave a `finally` by `return`, which drops the error", item
        elif isinstance(node, FUNCTIONS) and node.name in {"__exit__", "__aexit__"}:
            for item in ast.walk(node):
                if isinstance(item, ast.Return) and id(item) in added and isinstance(
                    item.value, ast.Constant) and item.value.value:
                    yield "a patch must not let `__exit__` drop every error", item
