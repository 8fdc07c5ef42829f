"""Warnings of a patch whose good result may come from the circumstances of a test: how often, when, or by whom it is called,
or because the failing work is put off to where its error reaches nobody. None refuses: each may well be right elsewhere.
"""

import ast
import re

from repair_evidence import is_generator
from repair_source import FUNCTIONS, dotted, scope_nodes

WARN = "warn"
# What a condition may ask that no argument of the function tells.
OUTSIDE = re.compile(
    r"^(sys\.(argv|flags|gettrace|orig_argv|executable)|__name__|__file__|__debug__|time\.\w*(time|monotonic|counter)\w*"
    r"|os\.(getpid|getppid|times)|random\.\w+|threading\.(current_thread|active_count|main_thread)|platform\.\w+"
    r"|datetime\.(datetime\.)?(now|utcnow)|socket\.gethostname|getpass\.getuser)$")
COMPARISONS = {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__bool__", "__contains__", "__hash__"}
DEFERRING = {
    "Thread", "Process", "Timer", "start_new_thread", "submit", "apply_async", "create_task", "ensure_future", "call_soon",
    "call_later"}


def findings(change):
    yield from _asked(change)
    yield from _counted(change)
    yield from _put_off(change)
    yield from _compared(change)
    yield from _not_a_number(change)


def _asked(change):
    """Conditions on the process, the clock or chance, which the function did not ask before."""
    for test in _new_conditions(change):
        for node in ast.walk(test):
            name = dotted(node) if isinstance(node, (ast.Attribute, ast.Name)) else None
            function = change.new.function_of(test)
            if name and OUTSIDE.match(name) and function is not None and name not in _names(change.before(function)):
                yield f"what it gives depends on `{name}` now, which may be another outside a test", test, WARN
                break


def _new_conditions(change):
    known = {ast.dump(test) for test in _conditions(change.old.tree)}
    return [test for test in _conditions(change.new.tree) if ast.dump(test) not in known]


def _conditions(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.If, ast.While, ast.IfExp, ast.Assert)):
            yield node.test
        elif isinstance(node, ast.comprehension):
            yield from node.ifs


def _names(function):
    """Dotted names that a function reads; none of a function that is new."""
    return set(map(_name, ast.walk(function))) if function is not None else set()


def _counted(change):
    """A function that remembers its calls, on itself or in a global of its module, and asks for that."""
    for name, function in change.new_functions.items():
        before = change.old_functions.get(name)
        known = _remembered(before) if before is not None else set()
        asked = {item for node in ast.walk(function) if isinstance(node, (ast.If, ast.While, ast.IfExp))
                 for item in map(_name, ast.walk(node.test)) if item}
        for kept in sorted((_remembered(function) - known) & asked):
            yield f"`{name}` gives another result by what it kept of earlier calls in `{kept}`", function, WARN


def _remembered(function):
    """Names of globals and of attributes of functions that a function sets."""
    shared = {name for node in scope_nodes(function) if isinstance(node, ast.Global) for name in node.names}
    found = set()
    for node in scope_nodes(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in shared:
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= {_name(node)} & {f"{function.name}.{node.attr}"}
    return found


def _name(node):
    return dotted(node) if isinstance(node, (ast.Name, ast.Attribute)) else None


def _put_off(change):
    """The function that crashed gives something to be run later, or has its work done where an error reaches nobody."""
    function = change.new_functions.get(change.crashed)
    before = change.old_functions.get(change.crashed)
    if function is None or before is None:
        return
    if is_generator(function) and not is_generator(before):
        yield f"`{function.name}` is a generator now: what failed is done only when somebody goes through it", function, WARN
    if isinstance(function, ast.AsyncFunctionDef) and not isinstance(before, ast.AsyncFunctionDef):
        yield f"`{function.name}` is a coroutine now: what failed is done only when somebody awaits it", function, WARN
    for node in scope_nodes(function):
        if isinstance(node, ast.Return) and isinstance(node.value, (ast.Lambda, ast.GeneratorExp)) and not any(
                isinstance(item, ast.Return) and isinstance(item.value, type(node.value)) for item in scope_nodes(before)):
            yield f"`{function.name}` gives something to be run later now: what failed is only put off", node, WARN
    known = {_called(node) for node in ast.walk(before)}
    for node in ast.walk(function):
        if _called(node) in DEFERRING - known:
            yield f"what failed may run in `{_called(node)}` now, where its error reaches nobody", node, WARN


def _called(node):
    """The short name of what is called; empty for what is no call."""
    return (dotted(node.func) or getattr(node.func, "attr", "")).split(".")[-1] if isinstance(node, ast.Call) else ""


def _compared(change):
    """New classes that answer comparisons always in the same way: an assertion about them says nothing."""
    for node in change.added(FUNCTIONS):
        body = [item for item in node.body if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))]
        if node.name in COMPARISONS and len(body) == 1 and isinstance(body[0], ast.Return) and isinstance(
                body[0].value, ast.Constant) and not (
                isinstance(body[0].value.value, type(NotImplemented)) or body[0].value.value is Ellipsis):
            yield f"`{node.name}` answers always the same, so that a comparison in a test says nothing", node, WARN


def _not_a_number(change):
    """A value that is no number, in the place of one: whatever it is compared with, the answer is no."""
    for node in change.added(ast.Call):
        value = node.args[0] if dotted(node.func) == "float" and len(node.args) == 1 else None
        if isinstance(value, ast.Constant) and str(value.value).strip("+-").lower() == "nan":
            yield f"`{ast.unparse(node)}` stands in for a number, and whatever is reckoned with it is none either", node, WARN
    for node in change.added(ast.Attribute):
        if dotted(node) in {"math.nan", "numpy.nan", "np.nan"}:
            yield f"`{dotted(node)}` stands in for a number, and whatever is reckoned with it is none either", node, WARN
