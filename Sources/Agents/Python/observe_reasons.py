"""Why raising an error is right here: the place of the base's code that says so."""

import ast
import re

from repair_repository import Repository
from repair_source import FUNCTIONS, SourceFile, dotted, is_test_path

RAISING_TESTS = {"raises", "assertRaises", "assertRaisesRegex"}


class Reasons:
    """Reads the repository as it was before the patch: a patch can't give its own reasons."""

    def __init__(self, tree, job, seconds=6.0):
        self.tree, self.own = tree, job["test"]["path"]
        self.repository = Repository(tree.root, seconds)
        self.parsed = {path: parsed(path, text) for path, text in tree.before.items() if path.endswith(".py")}

    def of(self, error):
        """One sentence that names the place; None where nothing says that this error is right."""
        name = error["type"].split(".")[-1]
        functions = [(path, function) for path, _, function in reversed(error["frames"]) if not function.startswith("<")]
        names = list(dict.fromkeys(function for _, function in functions))
        return (self.documented(name, functions) or self.handled(name, names) or self.tested(name, names)
                or self.alike(name, error))

    def source(self, path):
        """A file of the base, parsed."""
        return self.parsed[path] if path in self.parsed else self.repository.file(path)

    def sources(self, tests):
        for path in self.repository.paths:
            source = self.source(path) if is_test_path(path) == tests and path != self.own else None
            if source is not None:
                yield source

    def documented(self, name, functions):
        for path, function in functions:
            source = self.source(path)
            for node in ast.walk(source.tree) if source else ():
                if isinstance(node, FUNCTIONS) and node.name == function:
                    for holder in (node, source.class_of(node)):
                        if holder is not None and re.search(rf"\b{re.escape(name)}\b", ast.get_docstring(holder) or ""):
                            return f"The docstring of `{holder.name}` ({path}:{holder.lineno}) names `{name}`."
        return None

    def handled(self, name, functions):
        for source in self.sources(tests=False):
            if name not in source.text:
                continue
            for attempt in ast.walk(source.tree):
                if not isinstance(attempt, ast.Try) or name not in caught(attempt):
                    continue
                called = calls_in(attempt.body) & set(functions)
                if called:
                    outer = source.function_of(attempt)
                    where = f"`{outer.name}`" if outer is not None else "The module"
                    return f"{where} ({source.path}:{attempt.lineno}) handles `{name}` of `{sorted(called)[0]}`."
        return None

    def tested(self, name, functions):
        for source in self.sources(tests=True):
            if name not in source.text:
                continue
            for block in ast.walk(source.tree):
                if isinstance(block, (ast.With, ast.AsyncWith)) and any(
                        expects(item.context_expr, name) for item in block.items):
                    called = calls_in(block.body) & set(functions)
                    if called:
                        return f"A test ({source.path}:{block.lineno}) expects `{name}` of `{sorted(called)[0]}`."
        return None

    def alike(self, name, error):
        """The same error, raised by the same function already, or by another one on the same condition."""
        path, line, function = error["frames"][-1] if error["frames"] else ("", 0, "")
        patched = parsed(path, self.tree.after.get(path) or self.tree.read(path) or "")
        raised = next((
            node for node in ast.walk(patched.tree)
            if isinstance(node, ast.Raise) and node.lineno <= line <= node.end_lineno), None) if patched else None
        if raised is None:
            return None
        wanted = condition(patched, raised)
        base = self.source(path)
        called = calls_in([
            node for node in (ast.walk(base.tree) if base else ()) if isinstance(node, FUNCTIONS) and node.name == function])
        for source in [base] + [item for item in self.sources(tests=False) if item.path != path]:
            for node in ast.walk(source.tree) if source and name in source.text else ():
                if not isinstance(node, ast.Raise) or raised_name(node) != name or condition(source, node) is None:
                    continue
                outer = source.function_of(node)
                if source.path == path and outer is not None and outer.name == function:
                    return f"`{function}` ({path}:{node.lineno}) raises `{name}` already for what it can't work with."
                if source.path == path and outer is not None and outer.name in called:
                    return f"`{outer.name}` ({path}:{node.lineno}), which `{function}` calls, raises `{name}` already."
                if outer is not None and wanted is not None and same_condition(condition(source, node), wanted):
                    return f"`{outer.name}` ({source.path}:{node.lineno}) raises `{name}` on the same condition."
        return None


def parsed(path, text):
    try:
        return SourceFile(path, text or "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def caught(attempt):
    """Names of the errors that a `try` handles by name."""
    found = set()
    for handler in attempt.handlers:
        items = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        found |= {(dotted(item) or "").split(".")[-1] for item in items if item is not None}
    return found


def calls_in(body):
    return {
        (dotted(node.func) or getattr(node.func, "attr", "")).split(".")[-1]
        for statement in body for node in ast.walk(statement) if isinstance(node, ast.Call)}


def expects(call, name):
    return isinstance(call, ast.Call) and (dotted(call.func) or "").split(".")[-1] in RAISING_TESTS and bool(call.args) and (
        name in {(dotted(item) or "").split(".")[-1] for item in getattr(call.args[0], "elts", [call.args[0]])})


def raised_name(node):
    value = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return (dotted(value) or "").split(".")[-1] if value is not None else ""


def condition(source, node):
    """What a `raise` depends on: the test of the `if` around it, or the errors of its handler; None for neither."""
    parent = source.parents.get(node)
    if isinstance(parent, ast.If) and node in parent.body:
        return parent.test
    return parent.type if isinstance(parent, ast.ExceptHandler) else None


def same_condition(one, two):
    """Whether two conditions have one shape and share a name or a key."""
    return shape(one) == shape(two) and bool(words(one) & words(two))


def shape(node):
    return " ".join(type(item).__name__ for item in ast.walk(node))


def words(node):
    """Names, attributes and keys, without what every method calls its own object."""
    found = set()
    for item in ast.walk(node):
        found |= {getattr(item, "id", None), getattr(item, "attr", None)}
        found |= {item.value} if isinstance(item, ast.Constant) and isinstance(item.value, str) else set()
    return found - {None, "self", "cls", "len", "isinstance", "get"}
