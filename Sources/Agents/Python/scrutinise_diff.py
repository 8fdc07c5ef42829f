"""What is new in a patched file: syntax trees compared by shape, functions matched by their full name."""

import ast
import builtins
import os
from collections import Counter

from repair_repository import MAXIMUM_FILE_BYTES
from repair_source import FUNCTIONS, dotted, is_test_path

STANDARD_PARENTS = {
    "JSONDecodeError": "ValueError", "StatisticsError": "ValueError", "InvalidOperation": "ArithmeticError",
    "DivisionByZero": "ZeroDivisionError", "BinAsciiError": "ValueError", "Empty": "Exception", "Full": "Exception",
}


class Change:
    """One file before and after, and the crash the patch is about."""

    def __init__(self, old, new, crash, repository):
        self.old, self.new, self.repository = old, new, repository
        self.exception = str(crash.get("exception") or "").split(".")[-1]
        self.patched = {}
        self.old_functions, self.new_functions = named_functions(old.tree), named_functions(new.tree)
        self.crashed = self._crashed(crash) if crash.get("file") == old.path else None
        self.statement = old.statement_at(int(crash.get("line") or 0)) if self.crashed else None

    def _crashed(self, crash):
        """Full name of the function that crashed."""
        node = self.old.function_at(int(crash.get("line") or 0), crash.get("function"))
        return next((name for name, function in self.old_functions.items() if function is node), None)

    def added(self, kinds):
        """Nodes of these kinds that the old file doesn't have in the same words."""
        known = Counter(ast.dump(node) for node in ast.walk(self.old.tree) if isinstance(node, kinds))
        for node in ast.walk(self.new.tree):
            if isinstance(node, kinds):
                key = ast.dump(node)
                if known[key]:
                    known[key] -= 1
                else:
                    yield node

    def before(self, function):
        """The function of the same full name before the patch; None for a new one."""
        name = next((name for name, node in self.new_functions.items() if node is function), None)
        return self.old_functions.get(name)

    def covers(self, kind):
        """Whether an `except` or `suppress` of this expression catches the crash's exception."""
        names = [dotted(item) for item in (kind.elts if isinstance(kind, ast.Tuple) else [kind])]
        return bool({(name or "").split(".")[-1] for name in names} & ancestors(self.exception))

    def sources_naming(self, text):
        """The patched repository's own files that hold a text, tests left out. Only those are parsed: a tree may be large."""
        for path in self.repository.paths:
            if is_test_path(path):
                continue
            source = self.patched.get(path)
            if source is None and self._holds(path, text):
                source = self.repository.file(path)
            if source is not None and text in source.text:
                yield source

    def _holds(self, path, text):
        try:
            with open(os.path.join(self.repository.root, path), "rb") as stream:
                return text.encode() in stream.read(MAXIMUM_FILE_BYTES)
        except OSError:
            return False

    def callers(self, name):
        """(file, call) of each call by that name in the patched repository's own code, tests left out."""
        for source in self.sources_naming(name):
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call) and (dotted(node.func) or getattr(
                    node.func, "attr", "")).split(".")[-1] == name:
                    yield source, node
                elif isinstance(node, ast.Attribute) and node.attr == name and isinstance(
                    node.ctx, ast.Load) and not isinstance(source.parents.get(node), ast.Call):
                    yield source, node


def named_functions(tree):
    """Functions by full name, such as `Class.method` or `outer.inner`."""
    found = {}

    def visit(node, prefix):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, FUNCTIONS + (ast.ClassDef,)):
                name = prefix + child.name
                if isinstance(child, FUNCTIONS):
                    found[name] = child
                visit(child, name + ".")
            else:
                visit(child, prefix)

    visit(tree, "")
    return found


def ancestors(name):
    """The exception's name and those of all its bases, as far as they are standard."""
    names = {name}
    while name in STANDARD_PARENTS:
        name = STANDARD_PARENTS[name]
        names.add(name)
    known = getattr(builtins, name, None)
    if isinstance(known, type) and issubclass(known, BaseException):
        names |= {parent.__name__ for parent in known.__mro__[:-1]}
        names |= {"IOError", "EnvironmentError"} if issubclass(known, OSError) else set()
    return names | {"Exception", "BaseException"}


def is_broad(kind):
    """Whether an `except` of this expression catches whatever comes."""
    items = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return kind is None or any((dotted(item) or "").split(".")[-1] in {"Exception", "BaseException"} for item in items)


def raises(body):
    return any(isinstance(node, ast.Raise) for statement in body for node in ast.walk(statement))


def falls_through(body):
    """Whether control may reach the end of a block."""
    last = body[-1] if body else None
    if isinstance(last, (ast.Return, ast.Raise, ast.Continue, ast.Break)):
        return False
    if isinstance(last, ast.If):
        return falls_through(last.body) or not last.orelse or falls_through(last.orelse)
    if isinstance(last, (ast.With, ast.AsyncWith)):
        return falls_through(last.body)
    if isinstance(last, ast.While):
        endless = isinstance(last.test, ast.Constant) and bool(last.test.value)
        return not endless or any(isinstance(node, ast.Break) for node in ast.walk(last))
    if isinstance(last, ast.Try):
        if last.finalbody and not falls_through(last.finalbody):
            return False
        return falls_through(last.orelse or last.body) or any(falls_through(item.body) for item in last.handlers)
    if isinstance(last, ast.Match):
        return True
    return True
