"""A candidate: a few Python statements that end in the call under suspicion. What is tried is what is written as test."""

import ast
import builtins
import copy

FILENAME = "<incident>"


class Program:
    """Statements to run; the last one is the act, everything before it only prepares."""

    def __init__(self, body, prelude=(), patches=(), repeat=1, cost=0.0, origin=""):
        self.body = list(body)
        self.prelude = list(prelude)
        self.patches = list(patches)
        self.repeat = repeat
        self.cost = cost
        self.origin = origin
        self.files = 0

    def copy(self, cost=0.0, origin=None):
        made = Program(
            copy.deepcopy(self.body), self.prelude, copy.deepcopy(self.patches), self.repeat,
            self.cost + cost, origin or self.origin)
        made.files = self.files
        return made

    def text(self):
        patches = "".join(f"{p.module}.{p.name}={ast.unparse(p.value)};" for p in self.patches)
        return f"{patches}{self.repeat}×" + "\n".join(ast.unparse(s) for s in self.body)

    def is_async(self):
        return any(is_async(s) for s in self.body)

    def one_line(self):
        text = "; ".join(" ".join(ast.unparse(s).split()) for s in self.body)
        return text + (f"  # {self.repeat} times" if self.repeat > 1 else "")


class Patch:
    """A module-level name that holds another value while the program runs."""

    def __init__(self, module, name, value):
        self.module, self.name, self.value = module, name, value


def is_async(statement):
    pending = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)):
            return True
        if isinstance(node, ast.comprehension) and node.is_async:
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            pending.extend(ast.iter_child_nodes(node))
    return False


def expression(text):
    return ast.parse(text, mode="eval").body


def statements(text):
    return ast.parse(text).body


def literal(value):
    """A plain value as source."""
    return expression(repr(value))


def is_literal(node):
    try:
        ast.literal_eval(node)
        return True
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False


def used_names(nodes):
    """Names read anywhere in these statements."""
    return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)}


def bound_names(nodes):
    """Names these statements give a value."""
    found = set()
    for node in nodes:
        for n in ast.walk(node):
            if isinstance(n, ast.Name) and isinstance(n.ctx, (ast.Store, ast.Del)):
                found.add(n.id)
            elif isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found.add(n.name)
            elif isinstance(n, ast.arg):
                found.add(n.arg)
            elif isinstance(n, (ast.Import, ast.ImportFrom)):
                found.update((a.asname or a.name).split(".")[0] for a in n.names)
            elif isinstance(n, ast.ExceptHandler) and n.name:
                found.add(n.name)
    return found


def provides(statement):
    """Names a top-level statement of a file defines."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {(a.asname or a.name).split(".")[0] for a in statement.names}
    return {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


class Names:
    """What a name in a generated program stands for: the import that brings it."""

    COMMON = {
        "SimpleNamespace": "from types import SimpleNamespace",
        "Mock": "from unittest.mock import Mock",
        "AsyncMock": "from unittest.mock import AsyncMock",
        "MagicMock": "from unittest.mock import MagicMock",
        "datetime": "import datetime",
        "Decimal": "from decimal import Decimal",
        "Path": "from pathlib import Path",
        "UUID": "from uuid import UUID",
        "asyncio": "import asyncio",
        "contextlib": "import contextlib",
        "tempfile": "import tempfile",
        "pathlib": "import pathlib",
        "io": "import io",
        "os": "import os",
        "re": "import re",
        "runpy": "import runpy",
        "importlib": "import importlib",
        "types": "import types",
        "collections": "import collections",
    }

    def __init__(self):
        self.known = {}

    def add(self, module, name):
        """A name of a project module, usable in programs from now on; None when another module took the name."""
        text = f"from {module} import {name}"
        return name if self.known.setdefault(name, text) == text else None

    def prelude(self, program):
        """Everything that must stand above the program, only what it uses, in order."""
        free = used_names(program.body + [ast.Expr(p.value) for p in program.patches]) - bound_names(program.body)
        chosen, wanted = [], set(free)
        for statement in reversed(program.prelude):
            if provides(statement) & wanted:
                chosen.append(statement)
                wanted |= used_names([statement])
        chosen.reverse()
        given = set().union(*[provides(s) for s in chosen]) if chosen else set()
        imports = []
        for name in sorted(wanted - given):
            text = self.known.get(name) or self.COMMON.get(name)
            if text and (name in free or not hasattr(builtins, name)):
                imports.append(text)
        return statements("\n".join(imports)) + [prune_import(s, wanted) for s in chosen]


def prune_import(statement, wanted):
    if not isinstance(statement, ast.ImportFrom) or any(a.name == "*" for a in statement.names):
        return statement
    kept = [a for a in statement.names if (a.asname or a.name) in wanted]
    return ast.ImportFrom(statement.module, kept, statement.level) if kept else statement


def assigned_value(program, name):
    """The expression last assigned to a name by the program, with its statement."""
    for statement in reversed(program.body):
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Name) and target.id == name:
                return statement
    return None
