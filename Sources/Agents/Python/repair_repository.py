"""The repository's Python files, parsed when first needed, and what stands in them by name."""

import ast
import os
import time

from repair_source import FUNCTIONS, SourceFile, dotted, is_test_path

MAXIMUM_FILE_BYTES = 1_000_000
MAXIMUM_FILES = 3_000
SKIPPED_FOLDERS = {
    "node_modules", "site-packages", "__pycache__", "build", "dist", "venv", "env", "vendor", "third_party",
}


class Repository:
    """The Python files below the working directory, parsed when first needed, within bounds."""

    def __init__(self, root, seconds=10.0):
        self.root = root
        self.deadline = time.monotonic() + seconds
        self.files = {}
        self.answers = {}
        self.paths = sorted(self._walk())

    def _walk(self):
        count = 0
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(
                name for name in folders if not name.startswith(".") and name not in SKIPPED_FOLDERS
            )
            for name in names:
                if name.endswith(".py"):
                    count += 1
                    if count > MAXIMUM_FILES:
                        return
                    yield os.path.relpath(os.path.join(folder, name), self.root)

    def file(self, path):
        """The parsed file, or None when it is absent, too large or not Python."""
        if path not in self.files:
            self.files[path] = self._read(path)
        return self.files[path]

    def _read(self, path):
        full = os.path.join(self.root, path)
        try:
            if os.path.islink(full) or os.path.getsize(full) > MAXIMUM_FILE_BYTES:
                return None
            with open(full, encoding="utf-8", newline="") as stream:
                return SourceFile(path, stream.read())
        except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
            return None

    def sources(self):
        """Every product file that can be parsed in the time given, tests left out."""
        for path in self.paths:
            if is_test_path(path) or path not in self.files and time.monotonic() > self.deadline:
                continue
            source = self.file(path)
            if source is not None:
                yield source

    def every_source(self):
        """Like `sources`, with the tests among them."""
        for path in self.paths:
            if path in self.files or time.monotonic() < self.deadline:
                source = self.file(path)
                if source is not None:
                    yield source

    def functions(self, name):
        """Every function of that name with its file."""
        return self.found("functions", name, lambda node: isinstance(node, FUNCTIONS) and node.name == name)

    def classes(self, name):
        """Every class of that name with its file."""
        return self.found("classes", name, lambda node: isinstance(node, ast.ClassDef) and node.name == name)

    def calls(self, name):
        """Every call of a function or method of that name, outside tests."""
        return self.found("calls", name, lambda node: isinstance(node, ast.Call) and (
            isinstance(node.func, ast.Name) and node.func.id == name
            or isinstance(node.func, ast.Attribute) and node.func.attr == name))

    def derived(self, name):
        """Every class with a base of that name."""
        return self.found("derived", name, lambda node: isinstance(node, ast.ClassDef) and any(
            (dotted(base) or "").split(".")[-1] == name for base in node.bases))

    def found(self, kind, name, test):
        """(file, node) of the nodes that pass the test, in files that hold the name; looked for once."""
        if (kind, name) not in self.answers:
            self.answers[kind, name] = [
                (source, node) for source in self.sources() if name in source.text
                for node in ast.walk(source.tree) if test(node)
            ] if name else []
        return self.answers[kind, name]
