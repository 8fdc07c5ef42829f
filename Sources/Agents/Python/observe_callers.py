"""What callers do with the new result: ignore it, go on with a None, or let a new error end their loop."""

import ast
import re
import time

from observe_reasons import caught
from repair_repository import Repository
from repair_source import LOOPS, SourceFile, scope_nodes
from scrutinise_diff import falls_through, named_functions

MAXIMUM_WARNINGS = 5
CONSUMERS = {
    "len", "list", "tuple", "set", "sum", "sorted", "min", "max", "iter", "next", "dict", "enumerate", "int", "float"}
USERS = (ast.Attribute, ast.Subscript, ast.Starred, ast.For, ast.AsyncFor, ast.comprehension, ast.BinOp)
WORKER = re.compile(r"work|consum|poll|loop|listen|serve|drain|run|daemon|queue", re.IGNORECASE)


class Callers:
    """Reads the patched repository; nothing of it is run."""

    def __init__(self, tree, job, seconds=6.0):
        self.tree, self.logged = tree, str(job.get("exception", "")).split(".")[-1]
        self.repository = Repository(tree.root, seconds)
        self.deadline = time.monotonic() + seconds
        self.function = (job.get("function") or "").split(".")[-1]

    def warnings(self, error):
        """A line each, at most five; `error` is what the call raises on purpose now."""
        found = []
        for name, result in self.new_results():
            found += self.of_result(name, result)
        if error is not None:
            for name in dict.fromkeys(frame[2] for frame in reversed(error["frames"])):
                found += self.of_error(name, error)
        return list(dict.fromkeys(found))[:MAXIMUM_WARNINGS]

    def new_results(self):
        """(function, "None" or "False") of each function that can give it only since the patch."""
        for path, text in self.tree.after.items():
            try:
                old, new = SourceFile(path, self.tree.before[path] or ""), SourceFile(path, text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            before = named_functions(old.tree)
            for name, function in named_functions(new.tree).items():
                known = empty_results(before[name]) if name in before else None
                for result in sorted(empty_results(function) - known) if known is not None else ():
                    if gives_values(before[name]):
                        yield name.split(".")[-1], result

    def of_result(self, name, result):
        for source, call in self.repository.calls(name):
            if time.monotonic() > self.deadline:
                return
            outer, value = source.function_of(call), outermost(source, call)
            if outer is not None and outer.name == name:
                continue
            who = f"`{outer.name}`" if outer is not None else "the module"
            place = f"{who} ({source.path}:{call.lineno})"
            if isinstance(source.parents.get(value), ast.Expr):
                yield f"{place} ignores the `{result}` that `{name}` can give now."
            elif result == "None" and (uses(source, value) or self.keeps(source, value, outer)):
                yield f"{place} goes on with what `{name}` gives, which can be `None` now."

    def keeps(self, source, value, outer):
        """Whether the result is kept under a name that is used like a value and never asked for."""
        statement = source.parents.get(value)
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return False
        target = statement.targets[0]
        if not isinstance(target, ast.Name):
            return isinstance(target, (ast.Tuple, ast.List))
        read = [node for node in scope_nodes(outer or source.tree) if isinstance(node, ast.Name) and node.id == target.id
                and isinstance(node.ctx, ast.Load) and node.lineno >= statement.lineno]
        return any(uses(source, node) for node in read) and not any(asked(source, node) for node in read)

    def of_error(self, name, error):
        kinds = {parent.split(".")[-1] for parent in error["parents"]} | {error["type"].split(".")[-1]}
        shown = error["type"].split(".")[-1]
        for source, call in self.repository.calls(name):
            if time.monotonic() > self.deadline:
                return
            outer, handlers, loop = source.function_of(call), [], None
            for inner, node in around(source, call):
                if isinstance(node, ast.Try) and inner in node.body:
                    bare = any(item.type is None for item in node.handlers)
                    handlers.append(caught(node) | ({"BaseException"} if bare else set()))
                if isinstance(node, LOOPS):
                    loop = node
                    break
            if outer is None or loop is None or any(names & kinds for names in handlers):
                continue
            place = f"`{outer.name}` ({source.path}:{call.lineno})"
            if any(self.logged in names for names in handlers) and self.logged not in kinds:
                yield f"{place} handles `{self.logged}` of `{name}` in its loop, but not `{shown}`, which it raises now."
            elif is_worker(loop, outer):
                yield f"{place} calls `{name}` in a loop without a handler for `{shown}`: one such call ends the loop."


def around(source, node):
    """(statement, what it stands in) from a node outwards, up to its function."""
    outer = source.function_of(node)
    for parent in source.ancestors(node):
        if parent is outer:
            return
        yield node, parent
        node = parent


def is_worker(loop, outer):
    """Whether a loop goes on until the process ends, or belongs to a function named after such work."""
    endless = isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant) and bool(loop.test.value)
    return endless or isinstance(loop, ast.While) and WORKER.search(outer.name) is not None


def empty_results(function):
    """Which of None and False a function can give."""
    found, nodes = set(), list(scope_nodes(function))
    for node in nodes:
        if isinstance(node, ast.Return):
            if node.value is None or isinstance(node.value, ast.Constant) and node.value.value is None:
                found.add("None")
            elif isinstance(node.value, ast.Constant) and node.value.value is False:
                found.add("False")
    if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in nodes):
        return set()
    return found | ({"None"} if falls_through(function.body) else set())


def gives_values(function):
    return any(isinstance(node, ast.Return) and node.value is not None for node in scope_nodes(function))


def outermost(source, call):
    """The call with its `await`."""
    parent = source.parents.get(call)
    return parent if isinstance(parent, ast.Await) else call


def uses(source, node):
    """Whether an expression is used in a way that None does not allow."""
    parent = source.parents.get(node)
    if isinstance(parent, USERS):
        return any(getattr(parent, name, None) is node for name in ("value", "iter", "left", "right"))
    return isinstance(parent, ast.Call) and node in parent.args and getattr(parent.func, "id", "") in CONSUMERS


def asked(source, node):
    """Whether a name is read as, or within, a condition."""
    for inner, parent in around(source, node):
        if isinstance(parent, (ast.BoolOp, ast.Compare)):
            return True
        if isinstance(parent, (ast.If, ast.While, ast.IfExp, ast.Assert)) and inner is parent.test:
            return True
        if isinstance(parent, ast.stmt):
            return False
    return False
