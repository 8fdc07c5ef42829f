"""Plays a reproduction once, in a process of its own, and tells what came of its act.

Job on standard input: {"root", "path", "contents", "plain"}; the report goes to the descriptor named by the argument.
`plain` runs the test as a runner would; else the act's result or error is looked at.
"""

import ast
import inspect
import json
import logging
import os
import sys
import tempfile
import types
import unittest
from pathlib import Path

TOOLS = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, TOOLS)

from observe_error import chain_of  # noqa: E402
from observe_form import Form  # noqa: E402
from observe_value import describe, materialised  # noqa: E402


class Stage:
    """One play of a test."""

    def __init__(self, job):
        self.root, self.path, self.plain = job["root"], os.path.join(job["root"], job["path"]), job["plain"]
        self.form = Form(job["contents"])
        self.report = {"begun": False, "taken": False, "value": None, "errors": [], "logged": [], "attempts": []}

    def play(self):
        self.prepare_path()
        module = types.ModuleType("incident_test")
        module.__file__ = self.path
        sys.modules["incident_test"] = module
        module.__dict__.update(_incident_begin=self.begin, _incident_take=self.take, _incident_caught=self.caught)
        tree = self.form.tree if self.plain else watched(self.form)
        logging.Logger.handle = self.listening(logging.Logger.handle)
        try:
            exec(compile(tree, self.path, "exec"), module.__dict__)
            self.run(module)
        except BaseException as error:
            self.report["errors"] = chain_of(error, self.root, self.path)
        return self.report

    def prepare_path(self):
        """The path as a test runner leaves it: the root, `src`, and the folder the test stands in."""
        sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != TOOLS]
        home = os.path.dirname(self.path)
        while os.path.exists(os.path.join(home, "__init__.py")) and home != self.root:
            home = os.path.dirname(home)
        source = os.path.join(self.root, "src")
        is_source = os.path.isdir(source) and not os.path.exists(os.path.join(source, "__init__.py"))
        sys.path[:0] = list(dict.fromkeys([home, self.root] + [source] * is_source))

    def run(self, module):
        name = self.form.test.name
        if self.form.is_function:
            made = getattr(module, name)(**{item.arg: fixture(item.arg) for item in self.form.test.args.args})
            return finish(made)
        case = getattr(module, self.form.owner.name)(name)
        if self.plain:
            result = unittest.TestResult()
            case.run(result)
            for _, text in result.failures + result.errors:
                raise AssertionError(text[-400:])
            return None
        finish(getattr(case, name)())
        return unittest.TestCase.doCleanups(case)

    def begin(self):
        self.report["begun"] = True
        self.report["attempts"].append(None)

    def take(self, value):
        value = materialised(value)
        self.report["taken"] = True
        self.report["value"] = describe(value, sys._getframe(1).f_locals, self.root)
        return value

    def caught(self, error):
        self.report["attempts"][-1:] = [chain_of(error, self.root, self.path)]

    def listening(self, handle):
        def heard(logger, record):
            error = record.exc_info[1] if record.exc_info else None
            if self.report["begun"] and record.levelno >= logging.WARNING and len(self.report["logged"]) < 20:
                self.report["logged"].append(chain_of(error, self.root, self.path) if error else [])
            return handle(logger, record)

        return heard


def finish(made):
    """Runs a test that is a coroutine to its end."""
    if inspect.iscoroutine(made):
        import asyncio

        asyncio.run(made)


def watched(form):
    """The test with its act told of: when it begins, and what it gives."""
    if form.value is not None:
        form.act.value = ast.Call(ast.Name("_incident_take", ast.Load()), [form.act.value], [])
    form.block.insert(len(form.block) - 1, ast.parse("_incident_begin()").body[0])
    if form.kind == "repeated":
        loop = next(node for node in ast.walk(form.test) if isinstance(node, ast.Try) and node.body is form.block)
        for handler in loop.handlers:
            handler.body.insert(0, ast.parse(f"_incident_caught({handler.name})").body[0])
    return ast.fix_missing_locations(form.tree)


def fixture(name):
    """What pytest would hand to the test."""
    if name == "tmp_path":
        return Path(tempfile.mkdtemp())
    if name == "monkeypatch":
        import pytest

        return pytest.MonkeyPatch()
    raise LookupError(f"no fixture {name}")


def main():
    job = json.load(sys.stdin)
    answer = int(sys.argv[1])
    quiet = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(quiet, number)
    try:
        report = Stage(job).play()
        text = json.dumps(report)
    except BaseException as error:
        text = json.dumps({"failure": f"{type(error).__name__}: {error}"[:300]})
    os.write(answer, text.encode()[:300_000])
    os._exit(0)


if __name__ == "__main__":
    main()
