"""The repository under investigation: its files, how they are imported, and which of them are tests."""

import ast
import os
import re

SKIPPED = {
    ".git", ".hg", ".tox", ".nox", ".venv", "venv", "env", "node_modules", "__pycache__", "site-packages",
    "dist-packages", "build", "dist", ".eggs", ".mypy_cache", ".pytest_cache", ".incident-bot",
}
IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([A-Za-z_][\w.]*)[ \t]+import[ \t]+(\([^)]{0,2000}\)|[^\n]{0,500})|import[ \t]+([\w., \t]{1,500}))",
    re.MULTILINE)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
MAXIMUM_FILES = 4000
MAXIMUM_BYTES = 1_000_000


class Project:
    """Static knowledge about one source tree. Never imports anything from it."""

    def __init__(self, root):
        self.root = os.path.realpath(root)
        self.files = sorted(self._walk())
        self._trees, self._spans = {}, {}
        self._sources = {}
        self.search_paths = self._search_paths()

    def _walk(self):
        found = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(n for n in folders if n not in SKIPPED and not n.endswith(".egg-info"))
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith(".py") and os.path.isfile(path) and os.path.getsize(path) <= MAXIMUM_BYTES:
                    found.append(os.path.relpath(path, self.root))
            if len(found) > MAXIMUM_FILES:
                break
        return found[:MAXIMUM_FILES]

    def source(self, path):
        if path not in self._sources:
            try:
                with open(os.path.join(self.root, path), "rb") as file:
                    self._sources[path] = file.read().decode("utf-8", "replace")
            except OSError:
                self._sources[path] = ""
        return self._sources[path]

    def tree(self, path):
        """The parsed file, or None where it isn't Python."""
        if path not in self._trees:
            try:
                self._trees[path] = ast.parse(self.source(path))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                self._trees[path] = None
        return self._trees[path]

    def line(self, path, number):
        lines = self.source(path).splitlines()
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    def indent(self, path, number):
        """How far in a line begins."""
        lines = self.source(path).splitlines()
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        return len(text) - len(text.lstrip())

    def own(self, filename):
        """The path relative to the root of a file that is this project's, else None."""
        if filename.startswith("<"):
            return None
        real = os.path.realpath(filename)
        if not real.startswith(self.root + os.sep):
            return None
        path = os.path.relpath(real, self.root)
        return None if SKIPPED & set(path.split(os.sep)) else path

    def resolve(self, logged):
        """The file a path from another machine stands for: the one that shares the longest tail with it."""
        parts = re.split(r"[\\/]+", logged)
        best, length, unique = None, 0, True
        for path in self.files:
            mine = path.split(os.sep)
            count = 0
            while count < min(len(mine), len(parts)) and mine[-1 - count] == parts[-1 - count]:
                count += 1
            if count > length or (count == length and count and count == len(mine)):
                best, length, unique = path, count, True
            elif count == length and count:
                unique = False
        return best if best and (unique or length > 1) else None

    @staticmethod
    def is_test(path):
        name = os.path.basename(path)
        return name.startswith("test_") or name.endswith("_test.py") or name in ("conftest.py", "tests.py")

    def tests(self):
        return [p for p in self.files if self.is_test(p)]

    def _imports(self):
        """Dotted names imported anywhere, tests counted more. By lines, since parsing a large tree takes too long."""
        counts = {}
        for path in self.files:
            weight = 10 if self.is_test(path) else 1
            for match in IMPORT.finditer(self.source(path)):
                module, names, plain = match[1], match[2], match[3]
                if module:
                    found = [module] + [f"{module}.{n}" for n in re.findall(r"\w+", names)[:20]]
                else:
                    found = [n.split(" as ")[0].strip() for n in plain.split(",")]
                for name in found:
                    counts[name] = counts.get(name, 0) + weight
        return counts

    def _search_paths(self):
        """Folders that must be on the path for the project's own absolute imports to work, the root first."""
        self._counts = self._imports()
        wanted = {name.split(".")[0] for name in self._counts}
        folders = {}
        for path in self.files:
            parts = path.split(os.sep)
            if parts[-1][:-3] in wanted and parts[-1] != "__init__.py":
                folders[os.sep.join(parts[:-1])] = 1
            for index, part in enumerate(parts[:-1]):
                if part in wanted:
                    folders[os.sep.join(parts[:index])] = 1
        for inside in ("src", "lib"):
            if os.path.isdir(os.path.join(self.root, inside)):
                folders[inside] = 1
        packages = {os.path.dirname(p) for p in self.files if os.path.basename(p) == "__init__.py"}
        usable = [f for f in folders if f and f not in packages]
        return [""] + sorted(usable, key=lambda f: (f.count(os.sep), f != "src", f))

    def module_names(self, path):
        """Dotted names the file can be imported by, with the search path each needs; the project's own habit first."""
        stem = path[:-3]
        if os.path.basename(stem) == "__init__":
            stem = os.path.dirname(stem)
        names = []
        for folder in self.search_paths:
            prefix = folder + os.sep if folder else ""
            if stem.startswith(prefix) and stem != folder:
                dotted = stem[len(prefix):].replace(os.sep, ".")
                if all(part.isidentifier() for part in dotted.split(".")):
                    names.append((dotted, folder))
        package = os.path.dirname(path)
        while os.path.exists(os.path.join(self.root, package, "__init__.py")) and package:
            package = os.path.dirname(package)

        def habit(entry):
            dotted, folder = entry
            return (-self._counts.get(dotted, 0), folder != package, len(dotted))

        return sorted(names, key=habit)

    def definition(self, path, line):
        """The chain of classes and functions around a line, outermost first."""
        return [node for first, last, node in self.spans(path) if first <= line <= last]

    def spans(self, path):
        """First line, last line and node of each class and function of a file, outer ones first; read once, as it is asked for often."""
        if path not in self._spans:
            tree = self.tree(path)
            nodes = [n for n in ast.walk(tree) if isinstance(n, DEFINITIONS)] if tree is not None else []
            spans = [(min([n.lineno] + [d.lineno for d in n.decorator_list]), n.end_lineno, n) for n in nodes]
            self._spans[path] = sorted(spans, key=lambda span: (span[2].lineno, -span[1]))
        return self._spans[path]


def statement_at(tree, line):
    """The innermost statement that holds a line, with the statements around it, outermost first."""
    chain, body = [], [tree]
    while body:
        following = None
        for node in body:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, (ast.ExceptHandler, ast.match_case)):
                    body.append(child)
                elif isinstance(child, ast.stmt) and child.lineno <= line <= child.end_lineno:
                    following = child
        if following is None:
            return chain
        chain.append(following)
        body = [following]
    return chain


def header_lines(statement):
    """The lines a statement spans itself, without the blocks it opens."""
    inner = [
        child.lineno
        for name in ("body", "orelse", "finalbody", "handlers", "cases")
        for child in getattr(statement, name, [])
        if hasattr(child, "lineno")
    ]
    last = min(inner) - 1 if inner else statement.end_lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


def header_nodes(statement):
    """All nodes of a statement that are on its own lines."""
    lines = header_lines(statement)
    for node in ast.walk(statement):
        if getattr(node, "lineno", statement.lineno) in lines:
            yield node
