"""Where the repository calls its own functions, and what each call gives to a parameter."""

import ast
import re

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MAXIMUM_FILES = 1200
MAXIMUM_CALLS = 60


class Call:
    """A call in the repository: its file, the call, and the function around it (None at module level)."""

    def __init__(self, path, node, around, is_test):
        self.path, self.node, self.around, self.is_test = path, node, around, is_test


class Callers:
    """Finds calls by the bare name of what is called. Files that don't hold the name are never parsed."""

    def __init__(self, project):
        self.project, self.known = project, {}

    def of(self, name):
        if name not in self.known:
            self.known[name] = []
            for path in self.project.files[:MAXIMUM_FILES]:
                if len(self.known[name]) >= MAXIMUM_CALLS:
                    break
                if re.search(rf"\b{re.escape(name)}\s*\(", self.project.source(path)):
                    self.known[name] += self.in_file(path, name)
        return self.known[name]

    def in_file(self, path, name):
        tree = self.project.tree(path)
        if tree is None:
            return []
        return [Call(path, node, self.around(path, node.lineno), self.project.is_test(path))
                for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) == name]

    def around(self, path, line):
        """The innermost function around a line."""
        functions = [n for n in self.project.definition(path, line) if isinstance(n, FUNCTIONS)]
        return functions[-1] if functions else None

    def at(self, path, line, name):
        """The calls of a name on the statement at a line: the calls that the log shows."""
        return [call for call in self.of(name) if call.path == path and call.node.lineno <= line <= call.node.end_lineno]


def called(call):
    """The bare name of what a call calls."""
    function = call.func
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def argument(call, parameters, name):
    """The expression a call gives to a parameter; None where it leaves it out, `...` where stars hide it."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    if any(k.arg is None for k in call.keywords) or any(isinstance(a, ast.Starred) for a in call.args):
        return ...
    position = parameters.index(name) if name in parameters else len(parameters)
    return call.args[position] if position < len(call.args) else None
