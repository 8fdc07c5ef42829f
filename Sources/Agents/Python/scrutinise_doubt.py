"""What a reviewer should look at in a patch that may well be right: warnings, none of which refuses it."""

import ast

from repair_source import dotted, scope_nodes
from scrutinise_diff import is_broad, raises
from scrutinise_silence import is_idle, is_removal, is_word

WARN = "warn"
LONGEST = 60


def findings(change):
    yield from _caught(change)
    yield from _defaults(change)
    yield from _checks_gone(change)


def _caught(change):
    """Narrow handlers of the crash's own error that go on."""
    for handler in change.added(ast.ExceptHandler):
        if handler.type is None or is_broad(handler.type) or not change.covers(handler.type) or raises(handler.body):
            continue
        attempt = change.new.parents.get(handler)
        if is_removal(attempt.body):
            continue
        if not is_idle(handler.body):
            yield (f"`{change.exception}` is caught and answered; see that callers can tell that from a good result",
                   handler, WARN)
        elif isinstance(handler.body[-1], ast.Return):
            yield f"`{change.exception}` becomes an empty result", handler, WARN
        elif not any(isinstance(node, ast.Expr) and is_word(node.value) for node in handler.body):
            yield f"`{change.exception}` is passed over without a word", handler, WARN


def _defaults(change):
    """Defaults of parameters and constants of the module or a class that are not what they were."""
    for name, function in change.new_functions.items():
        before = change.old_functions.get(name)
        known = _default_values(before) if before is not None else {}
        for parameter, value in _default_values(function).items():
            if parameter in known and ast.dump(known[parameter]) != ast.dump(value):
                yield (f"the default of `{parameter}` of `{name}` was {_shown(known[parameter])} and is {_shown(value)} now: "
                       "every call without it changes"), value, WARN
    before = dict(_constants(change.old.tree))
    for name, value in _constants(change.new.tree):
        if name in before and ast.dump(before[name]) != ast.dump(value):
            yield f"`{name}` was {_shown(before[name])} and is {_shown(value)} now, for everything that reads it", value, WARN


def _default_values(function):
    arguments = function.args
    positional = arguments.posonlyargs + arguments.args
    found = dict(zip([item.arg for item in positional[len(positional) - len(arguments.defaults):]], arguments.defaults))
    found.update((item.arg, value) for item, value in zip(arguments.kwonlyargs, arguments.kw_defaults) if value is not None)
    return found


def _constants(tree):
    """(name, value) of plain values that a module or a class keeps."""
    bodies = [("", tree.body)] + [(node.name + ".", node.body) for node in tree.body if isinstance(node, ast.ClassDef)]
    for prefix, body in bodies:
        for node in body:
            target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else getattr(node, "target", None)
            value = getattr(node, "value", None)
            if isinstance(target, ast.Name) and isinstance(value, (ast.Constant, ast.UnaryOp)):
                yield prefix + target.id, value


def _checks_gone(change):
    """Errors that a function raised, or asserted, and doesn't any more."""
    for name, before in change.old_functions.items():
        function = change.new_functions.get(name)
        if function is None:
            continue
        left = [_error(node) for node in scope_nodes(function)]
        for node in scope_nodes(before):
            kind = _error(node)
            if kind in left:
                left.remove(kind)
            elif kind is not None:
                yield f"`{name}` raised {kind} before, and no longer does", function, WARN


def _error(node):
    """What a statement raises, in words; None for one that raises nothing by name."""
    if isinstance(node, ast.Assert):
        return f"by `assert {ast.unparse(node.test)[:LONGEST]}`"
    if not isinstance(node, ast.Raise) or node.exc is None:
        return None
    name = dotted(node.exc.func if isinstance(node.exc, ast.Call) else node.exc)
    return f"`{name}`" if name else None


def _shown(node):
    return f"`{ast.unparse(node)[:LONGEST]}`"
