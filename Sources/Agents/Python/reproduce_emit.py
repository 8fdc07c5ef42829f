"""Writes a find down as a regression test that anyone can read."""

import ast
import builtins
import io
import os
import re
import sys
import tokenize

from reproduce_stub import SOURCE as STUB_SOURCE

WIDTH = 100
STANDARD = set(sys.stdlib_module_names)


class TestWriter:
    """Turns programs into unittest files that run under unittest and pytest alike."""

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
        prelude = self.names.prelude(program)
        depth = path.count("/")
        body = self.method(prelude)
        text = "\n".join(body)
        modules, blocks = self.imports(prelude, text, rooted, depth)
        incident = self.job.get("incident", "")
        lines = self.story(incident) + [""] + modules + [""]
        lines += blocks
        lines += ["", f"class {self.class_name()}({self.base()}):"] + body
        text = re.sub(r"\n+class Incident", "\n\n\nclass Incident", "\n".join(lines), count=1)
        return double_quoted(re.sub(r"\n{4,}", "\n\n\n", text).rstrip() + "\n")

    def class_name(self):
        return f"Incident{re.sub(r'[^A-Za-z0-9]+', '', str(self.job.get('incident', '')))}Test"

    def base(self):
        return "unittest.IsolatedAsyncioTestCase" if self.program.is_async() else "unittest.TestCase"

    # The head of the file

    def imports(self, prelude, text, rooted, depth):
        """Standard imports and everything else that stands above the class."""
        standard, own, rest = {"import unittest"}, [], []
        for statement in prelude:
            source = ast.unparse(statement)
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                module = statement.module if isinstance(statement, ast.ImportFrom) else statement.names[0].name
                top = (module or "").split(".")[0]
                (standard.add if top in STANDARD else own.append)(source)
            else:
                rest.append(layout_statement(statement, 0))
        insert = self.inserted(rooted, depth)
        for name, line in (("traceback.", "import traceback"), ("mock.", "from unittest import mock"), ("PROJECT", "from pathlib import Path"),
                           ("Path(", "from pathlib import Path"), ("tempfile.", "import tempfile"), ("resource.", "import resource"), ("os.chdir", "import os"), ("asyncio.", "import asyncio")):
            if name in text or name == "PROJECT" and insert:
                standard.add(line)
        if insert or self.stubs:
            standard.add("import sys")
        head = sorted(standard, key=lambda l: (l.startswith("from"), l.lower()))
        blocks = []
        if "PROJECT" in text or insert:
            blocks += [f"PROJECT = Path(__file__).resolve().parent{f's[{depth}]' if depth else ''}"]
        blocks += insert
        if self.stubs:
            blocks += ["", STUB_SOURCE, ""]
            blocks += [f"sys.modules.setdefault({name!r}, Anything())" for name in self.stubs]
        own = sorted(dict.fromkeys(own))
        late = insert or self.stubs
        if late:
            own = [f"{line}  # noqa: E402" for line in own]
            return head, blocks + [""] + own + spaced(rest) + [""]
        return head + ([""] if own else []) + own, (blocks + [""] if blocks else []) + spaced(rest)

    def inserted(self, rooted, depth):
        if self.module_folder:
            parts = " / ".join(repr(p).replace("'", '"') for p in self.module_folder.split(os.sep))
            return [f"sys.path.insert(0, str(PROJECT / {parts}))"]
        return ["sys.path.insert(0, str(PROJECT))"] if rooted else []

    # The test itself

    def method(self, prelude):
        function = re.sub(r"\W+", "_", self.job.get("function") or "module").strip("_").lower() or "module"
        keyword = "async def" if self.program.is_async() else "def"
        lines = [f"    {keyword} test_{function}(self):"]
        opening, inner = file_limit(self.program.files) + (OWN_FOLDER if self.away else []), []
        for statement in self.program.body[:-1]:
            made = self.setup(statement)
            if "addCleanup" in "".join(made) and not inner:
                opening += made
            else:
                inner += made
        inner = opening + self.acted(inner, self.program.body[-1])
        if self.program.patches:
            inner = self.patched(inner)
        return lines + [" " * 8 + line if line else "" for line in inner]

    def story(self, incident):
        """What happened, for whoever sees the test fail."""
        name = self.job["exception"].split(".")[-1]
        message = f": {self.job['message']}" if self.job.get("message") else ""
        asked = "The calls must not run out of what they take." if self.program.repeat > 1 else (
            "The call must not log this again." if self.program.swallowed else
            "The call must return, or raise on purpose an error that states the condition.")
        return [
            f'"""Incident {plain(incident)}: {plain(name)} in {plain(self.job["function"])}.', "",
            shortened(f"    {plain(name)}{plain(message)}"),
            shortened(f"    {self.job['file']}, line {self.job['line']}: {plain(self.job.get('code') or '')}"), "",
            asked, '"""']

    def setup(self, statement):
        source = ast.unparse(statement)
        folder = re.fullmatch(r"(\w+) = (pathlib\.Path|Path|str)?\(?tempfile\.mkdtemp\(\)\)?", source)
        if folder:
            kind = "str" if folder[2] == "str" or not folder[2] else "Path"
            lines = ["folder = tempfile.TemporaryDirectory()", "self.addCleanup(folder.cleanup)"]
            return lines + [f"{folder[1]} = {kind}(folder.name)"]
        return layout_statement(statement, 0).splitlines()

    def patched(self, inner):
        contexts = [
            f"mock.patch({f'{p.module}.{p.name}'!r}, {ast.unparse(p.value)})".replace("'", '"', 2) for p in self.program.patches]
        lines = []
        for index, context in enumerate(contexts):
            lines.append(" " * 4 * index + f"with {context}:")
        return lines + [" " * 4 * len(contexts) + line if line else "" for line in inner]

    def acted(self, before, act):
        if self.program.repeat > 1:
            return before + self.repeated(act)
        source = before + layout_statement(act, 4).splitlines()
        if self.program.swallowed:
            return [f"with self.assertNoLogs(level={quoted(self.level)}):"] + indent(source, 4)
        return ["try:"] + indent(source, 4) + ["except Exception as error:"] + indent(self.judged(), 4)

    def repeated(self, act):
        lines = [f"for attempt in range({self.program.repeat}):", "    try:"]
        lines += indent(layout_statement(act, 8).splitlines(), 8)
        lines += ["    except Exception as error:"]
        return lines + indent(self.judged(), 8)

    def judged(self):
        """Fails unless the error was raised on purpose and states the condition."""
        name = self.outcome.type
        if self.program.wrapped:
            return [
                "cause = error",
                "while cause is not None:",
                "    place = traceback.extract_tb(cause.__traceback__)[-1]",
                f"    if type(cause).__name__ == {quoted(name)} and not place.line.startswith(\"raise \"):",
                "        self.fail(f\"{cause!r} at {place.filename}:{place.lineno}\")",
                "    cause = cause.__cause__ or cause.__context__",
            ]
        deliberate = self.job.get("code", "").startswith("raise")
        if self.program.repeat > 1:
            refused = self.is_refused(name)
            allowed = [f"if {refused}:", "    self.fail(f\"attempt {attempt + 1}: {error!r}\")"]
            return allowed
        lines = ["place = traceback.extract_tb(error.__traceback__)[-1]"]
        lines += ["stated = place.line.startswith(\"raise \") and place.filename.startswith(str(PROJECT))"]
        condition = f"not stated or {self.is_refused(name)}" if deliberate else "not stated"
        return lines + [f"if {condition}:", "    self.fail(f\"{error!r} at {place.filename}:{place.lineno}\")"]

    def is_refused(self, name):
        if isinstance(getattr(builtins, name, None), type):
            return f"type(error) is {name}"
        return f"type(error).__name__ == {quoted(name)}"


def plain(text):
    """A text from outside as it may stand in a docstring."""
    return re.sub(r"[^\x20-\x7e]", "?", " ".join(str(text).split())).replace("\\", "/").replace('"', "'")


def shortened(line):
    return line if len(line) <= WIDTH else line[: WIDTH - 3] + "..."


def double_quoted(source):
    """The source with plain 'texts' in double quotes, as most projects write them."""
    lines = source.splitlines(keepends=True)
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    for token in reversed(tokens):
        text = token.string
        if token.type != tokenize.STRING or token.start[0] != token.end[0] or not re.fullmatch(r"[bB]?'[^'\"\\\\]*'", text):
            continue
        row, column = token.start[0] - 1, token.start[1]
        changed = text.replace("'", '"')
        lines[row] = lines[row][:column] + changed + lines[row][column + len(text):]
    return "".join(lines)


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


def spaced(blocks):
    return [line for block in blocks for line in ["", "", block]] if any("\n" in b for b in blocks) else blocks


def quoted(text):
    return '"' + text.replace('"', "'") + '"'


def indent(lines, count):
    return [" " * count + line if line else "" for line in lines]


def layout_statement(statement, margin):
    """A statement as source, long calls and displays broken over several lines."""
    text = ast.unparse(statement)
    if isinstance(statement, (ast.Expr, ast.Assign)) and len(text) + margin + 8 > WIDTH:
        target = ast.unparse(statement.targets[0]) + " = " if isinstance(statement, ast.Assign) else ""
        return target + layout(statement.value, len(target), 0)
    return text


def layout(node, used, depth):
    text = ast.unparse(node)
    pad = " " * 4 * (depth + 1)
    if len(text) + used + 4 * depth + 12 <= WIDTH:
        return text
    if isinstance(node, ast.Await):
        return "await " + layout(node.value, used + 6, depth)
    if isinstance(node, ast.Dict) and node.keys and all(node.keys):
        parts = [f"{ast.unparse(k)}: {layout(v, len(ast.unparse(k)) + 2, depth + 1)}" for k, v in zip(node.keys, node.values)]
        opening, closing = "{", "}"
    elif isinstance(node, ast.List) and node.elts:
        parts, opening, closing = [layout(e, 0, depth + 1) for e in node.elts], "[", "]"
    elif isinstance(node, ast.Call) and (node.args or node.keywords):
        parts = [layout(a, 0, depth + 1) for a in node.args]
        parts += [(f"{k.arg}=" if k.arg else "**") + layout(k.value, len(k.arg or "") + 1, depth + 1) for k in node.keywords]
        opening, closing = ast.unparse(node.func) + "(", ")"
    else:
        return text
    inside = "".join(f"{pad}{part},\n" for part in parts)
    return f"{opening}\n{inside}{' ' * 4 * depth}{closing}"
