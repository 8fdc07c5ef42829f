"""Writes a find down as a regression test that anyone can read."""

import ast
import builtins
import os
import re
import sys

from reproduce_layout import double_quoted, indent, layout_statement, merged, plain, quoted, shortened, spaced
from reproduce_stub import SOURCE as STUB_SOURCE
from reproduce_style import PYTEST, asynchronous_mark, style_of

STANDARD = set(sys.stdlib_module_names)
FOLDER = re.compile(r"(\w+) = (pathlib\.Path|Path|str)?\(?tempfile\.mkdtemp\(\)\)?")


class TestWriter:
    """Turns programs into tests of the form that the repository's own have. The act is the last statement of the one test."""

    def __init__(self, project, names, job, module_folder, stubs):
        self.project, self.names, self.job = project, names, job
        self.module_folder, self.stubs = module_folder, stubs

    def path(self):
        """Where the runner that finds the existing tests finds this one too; a name nothing has yet."""
        incident = re.sub(r"\W+", "_", str(self.job.get("incident", "0"))) or "0"
        function = re.sub(r"\W+", "_", self.job.get("function") or "module").strip("_") or "module"
        folder = self.folder()
        stem = f"test_incident_{incident}_{function}"[:80]
        for suffix in [""] + [f"_{n}" for n in range(2, 50)]:
            path = os.path.join(folder, f"{stem}{suffix}.py") if folder else f"{stem}{suffix}.py"
            if not os.path.lexists(os.path.join(self.project.root, path)):
                return path.replace(os.sep, "/")
        return path.replace(os.sep, "/")

    def folder(self):
        tests = [p for p in self.project.tests() if not p.endswith("conftest.py")]
        name = os.path.basename(self.job["file"])[:-3]
        best = {}
        for path in tests:
            weight = 3 if re.search(rf"\b{re.escape(name)}\b", self.project.source(path)) else 1
            best[os.path.dirname(path)] = best.get(os.path.dirname(path), 0) + weight
        if best:
            return max(sorted(best), key=lambda f: best[f])
        return "tests" if os.path.isdir(os.path.join(self.project.root, "tests")) else ""

    def contents(self, program, outcome, path, rooted=False, away=False, level="ERROR"):
        """The file's text.

        `rooted` puts the project's root on the path, for runners that don't; `away` runs it in a folder of its own, for
        code that leaves files behind; `level` is the least a swallowed error is logged at.
        """
        self.program, self.outcome, self.away, self.level = program, outcome, away, level
        self.function_style = self.is_function()
        prelude = self.names.prelude(program)
        depth = path.count("/")
        body = self.function() if self.function_style else self.method()
        text = "\n".join(body)
        modules, blocks = self.imports(prelude, text, rooted, depth)
        incident = self.job.get("incident", "")
        lines = self.story(incident) + [""] + modules + [""]
        text = "\n".join(lines + blocks).rstrip() + "\n\n\n" + "\n".join(body)
        return double_quoted(re.sub(r"\n{4,}", "\n\n\n", text).rstrip() + "\n")

    def is_function(self):
        """Whether the test is a plain function: what only unittest's methods offer keeps their form."""
        program = self.program
        if style_of(self.project) != PYTEST or program.repeat > 1 or program.swallowed or program.files:
            return False
        folders = sum(bool(FOLDER.fullmatch(ast.unparse(statement))) for statement in program.body[:-1]) + self.away
        return folders < 2 and (not program.is_async() or asynchronous_mark(self.project) is not None)

    def class_name(self):
        return f"Incident{re.sub(r'[^A-Za-z0-9]+', '', str(self.job.get('incident', '')))}Test"

    def base(self):
        return "unittest.IsolatedAsyncioTestCase" if self.program.is_async() else "unittest.TestCase"

    # The head of the file

    def imports(self, prelude, text, rooted, depth):
        """Standard imports and everything else that stands above the class."""
        standard, own, rest = set() if self.function_style else {"import unittest"}, [], []
        for statement in prelude:
            source = ast.unparse(statement)
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                module = statement.module if isinstance(statement, ast.ImportFrom) else statement.names[0].name
                top = (module or "").split(".")[0]
                (standard.add if top in STANDARD else own.append)(source)
            else:
                rest.append(layout_statement(statement, 0))
        insert = self.inserted(rooted, depth)
        for name, line in (("mock.patch(", "from unittest import mock"), ("PROJECT", "from pathlib import Path"),
                           ("tempfile.", "import tempfile"), ("resource.", "import resource"), ("os.chdir", "import os")):
            if name in text or name == "PROJECT" and insert:
                standard.add(line)
        if insert or self.stubs:
            standard.add("import sys")
        head = sorted(standard, key=lambda l: (l.startswith("from"), l.lower()))
        if "@pytest." in text:
            head += [""] * bool(head) + ["import pytest"]
        blocks = []
        if insert:
            blocks += [f"PROJECT = Path(__file__).resolve().parent{f's[{depth}]' if depth else ''}"]
        blocks += insert
        if self.stubs:
            blocks += ["", STUB_SOURCE, ""]
            blocks += [f"sys.modules.setdefault({name!r}, Anything())" for name in self.stubs]
        own = sorted(dict.fromkeys(merged(own)))
        late = insert or self.stubs
        if late:
            own = [f"{line}  # noqa: E402" for line in own]
            return head, blocks + [""] + own + spaced(rest) + [""]
        return head + ([""] if head and own else []) + own, (blocks + [""] if blocks else []) + spaced(rest)

    def inserted(self, rooted, depth):
        if self.module_folder and not self.is_on_path():
            parts = " / ".join(repr(p).replace("'", '"') for p in self.module_folder.split(os.sep))
            return [f"sys.path.insert(0, str(PROJECT / {parts}))"]
        return ["sys.path.insert(0, str(PROJECT))"] if rooted else []

    def is_on_path(self):
        """Whether every run of the repository's tests finds the module's folder: `src` without being a package."""
        return self.module_folder == "src" and not os.path.exists(os.path.join(self.project.root, "src", "__init__.py"))

    # The test itself

    def function(self):
        """A function for pytest."""
        inner, wanted = [], ["tmp_path", "monkeypatch"] if self.away else []
        for statement in self.program.body[:-1]:
            folder = FOLDER.fullmatch(ast.unparse(statement))
            if not folder:
                inner += layout_statement(statement, 0).splitlines()
                continue
            wanted = ["tmp_path"]
            value = "tmp_path" if folder[2] in ("Path", "pathlib.Path") else "str(tmp_path)"
            inner += [f"{folder[1]} = {value}"] if folder[1] != value else []
        inner = self.patched(inner + layout_statement(self.program.body[-1], 0).splitlines())
        if self.away:
            inner = ["monkeypatch.chdir(tmp_path)"] + inner
        mark = [asynchronous_mark(self.project)] if self.program.is_async() else []
        return mark + [f"{self.keyword()} {self.name()}({', '.join(wanted)}):"] + indent(inner, 4)

    def method(self):
        """A class of unittest with its one method."""
        opening, inner = file_limit(self.program.files) + (OWN_FOLDER if self.away else []), []
        for statement in self.program.body[:-1]:
            made = self.setup(statement)
            if "addCleanup" in "".join(made) and not inner:
                opening += made
            else:
                inner += made
        inner = self.patched(opening + self.acted(inner, self.program.body[-1]))
        head = [f"class {self.class_name()}({self.base()}):", f"    {self.keyword()} {self.name()}(self):"]
        return head + indent(inner, 8)

    def name(self):
        return "test_" + (re.sub(r"\W+", "_", self.job.get("function") or "module").strip("_").lower() or "module")

    def keyword(self):
        return "async def" if self.program.is_async() else "def"

    def story(self, incident):
        """What happened, for whoever sees the test fail."""
        name = self.job["exception"].split(".")[-1]
        message = f": {self.job['message']}" if self.job.get("message") else ""
        asked = "The calls must not run out of what they take." if self.program.repeat > 1 else (
            "The call must not log this again." if self.program.swallowed else "")
        return [
            f'"""Incident {plain(incident)}: {plain(name)} in {plain(self.job["function"])}.', "",
            shortened(f"    {plain(name)}{plain(message)}"),
            shortened(f"    {self.job['file']}, line {self.job['line']}: {plain(self.job.get('code') or '')}")
        ] + (["", asked] if asked else []) + ['"""']

    def setup(self, statement):
        source = ast.unparse(statement)
        folder = FOLDER.fullmatch(source)
        if folder:
            kind = "str" if folder[2] == "str" or not folder[2] else "Path"
            lines = ["folder = tempfile.TemporaryDirectory()", "self.addCleanup(folder.cleanup)"]
            return lines + [f"{folder[1]} = {kind}(folder.name)"]
        return layout_statement(statement, 0).splitlines()

    def patched(self, inner):
        if not self.program.patches:
            return inner
        contexts = [
            f"mock.patch({f'{p.module}.{p.name}'!r}, {ast.unparse(p.value)})".replace("'", '"', 2) for p in self.program.patches]
        lines = []
        for index, context in enumerate(contexts):
            lines.append(" " * 4 * index + f"with {context}:")
        return lines + indent(inner, 4 * len(contexts))

    def acted(self, before, act):
        if self.program.repeat > 1:
            return before + self.repeated(act)
        source = before + layout_statement(act, 4).splitlines()
        if self.program.swallowed:
            return [f"with self.assertNoLogs(level={quoted(self.level)}):"] + indent(source, 4)
        return source

    def repeated(self, act):
        return [f"for attempt in range({self.program.repeat}):", "    try:"] + indent(
            layout_statement(act, 8).splitlines(), 8) + [
            "    except Exception as error:", f"        if {self.is_refused(self.outcome.type)}:",
            "            self.fail(f\"attempt {attempt + 1}: {error!r}\")"]

    def is_refused(self, name):
        if isinstance(getattr(builtins, name, None), type):
            return f"type(error) is {name}"
        return f"type(error).__name__ == {quoted(name)}"


OWN_FOLDER = [
    "folder = tempfile.TemporaryDirectory()",
    "self.addCleanup(folder.cleanup)",
    "self.addCleanup(os.chdir, os.getcwd())",
    "os.chdir(folder.name)",
]


def file_limit(count):
    """Lines that keep the number of open files low while the test runs."""
    if not count:
        return []
    return [
        "limits = resource.getrlimit(resource.RLIMIT_NOFILE)",
        "self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, limits)",
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({count}, limits[1]))",
    ]
