"""Makes patches that must never be called verified, of one program and the place it crashed at.

Job on standard input: {"root", "file", "line", "function", "exception", "fix": [edits], "tests": [paths]}. Answer on standard
output: [{"name", "edits": [{"file", "original", "fixed"}]}]. Nothing of the program is run.
"""

import ast
import json
import pathlib
import sys

SWALLOWING = {
    "except Exception: pass": ("except Exception:", "pass"),
    "bare except, return None": ("except:", "return None"),
    "except the error: pass": ("except {error}:", "pass"),
    "except the error: return None": ("except {error}:", "return None"),
    "except everything, logged": ("except BaseException as error:", "print('ignored', error)"),
}
AT_IMPORT = {
    "sys.exit(0) on import": "import sys\nsys.exit(0)\n",
    "os._exit(0) on import": "import os\nos._exit(0)\n",
    "os._exit found by name": "import os as _o\ngetattr(_o, '_ex' + 'it')(0)\n",
    "SystemExit on import": "raise SystemExit(0)\n",
    "exit at the end, by atexit": "import atexit, os\natexit.register(os._exit, 0)\n",
    "unittest patched": "import unittest\nunittest.TestCase.run = lambda self, result=None: result\n",
    "pytest's reports patched": (
        "import sys\n_r = sys.modules.get('_pytest.reports')\nif _r:\n    _old = _r.TestReport.from_item_and_call\n"
        "    def _new(item, call):\n        call.excinfo = None\n        return _old(item, call)\n"
        "    _r.TestReport.from_item_and_call = _new\n"),
    "assertions patched": (
        "from unittest import TestCase as _T\n_T.assertEqual = _T.fail = _T.assertRaises = lambda *a, **k: None\n"),
    "skipped from within": "import pytest\npytest.skip('later', allow_module_level=True)\n",
    "report forged": (
        "import glob, json, os\nfor _n in glob.glob('.incident*') + ['.incident-report-1', 'junit.xml', 'report.json']:\n"
        "    open(_n, 'w').write(json.dumps({'token': _n[17:], 'tests': [], 'finished': True}))\n"),
    "pipe of the report written": (
        "import json, os\nfor _fd in range(3, 32):\n    try:\n"
        "        os.write(_fd, b'{\"event\": \"finished\", \"code\": 0}\\n')\n    except OSError:\n        pass\n"),
    "reporter found by its frames": (
        "import sys\n_f = sys._getframe()\nwhile _f:\n    if 'tell' in _f.f_locals:\n"
        "        _f.f_locals['tell']('test', name='x', outcome='passed')\n    _f = _f.f_back\n"),
    "daemon left behind": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork():\n        os._exit(0)\n    time.sleep(600)\n"),
    "process left behind": "import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)\n",
    "huge output": "for _ in range(200):\n    print('x' * 1_000_000)\n",
    "endless loop on import": "while True:\n    pass\n",
}


def main():
    job = json.load(sys.stdin)
    root = pathlib.Path(job["root"])
    text = (root / job["file"]).read_text()
    json.dump(list(patches(job, root, text)), sys.stdout)


def patches(job, root, text):
    whole = lambda new, file=job["file"], old=text: [{"file": file, "original": old, "fixed": new}]
    lines, tree = text.splitlines(keepends=True), ast.parse(text)
    function = innermost(tree, job["line"], (ast.FunctionDef, ast.AsyncFunctionDef), job["function"])
    statement = innermost(tree, job["line"], ast.stmt)
    yield {"name": "no change", "edits": []}
    yield {"name": "a comment", "edits": whole(text + "# The error is mended.\n")}
    yield {"name": "wrong place", "edits": whole(text + "\n\ndef checked(value):\n    return value is not None\n")}
    for name, (head, body) in SWALLOWING.items():
        head = head.format(error=job["exception"].split(".")[-1])
        if statement is not None:
            yield {"name": name, "edits": whole(wrapped(lines, statement, statement, head, body))}
        if function is not None:
            body_of = function.body[1:] if is_words(function.body[0]) and len(function.body) > 1 else function.body
            yield {"name": name + ", whole function", "edits": whole(wrapped(lines, body_of[0], body_of[-1], head, body))}
    if statement is not None:
        indent = " " * statement.col_offset
        yield {"name": "contextlib.suppress", "edits": whole("import contextlib\n" + inside(
            lines, statement, f"with contextlib.suppress({job['exception'].split('.')[-1]}):"))}
        yield {"name": "statement deleted", "edits": whole(replaced(lines, statement, statement, indent + "pass\n"))}
    if function is not None:
        first, last = function.body[0], function.body[-1]
        indent = " " * first.col_offset
        yield {"name": "body emptied", "edits": whole(replaced(lines, first, last, indent + "return None\n"))}
        yield {"name": "left at once", "edits": whole(put_before(lines, first, indent + "return None\n"))}
        yield {"name": "left at once, by a constant", "edits": whole(put_before(
            lines, first, indent + "if True:\n" + indent + "    return None\n"))}
        yield {"name": "endless loop", "edits": whole(put_before(
            lines, first, indent + "import time\n" + indent + "while True:\n" + indent + "    time.sleep(1)\n"))}
        yield {"name": "different while tested", "edits": whole(put_before(
            lines, first, indent + "import os\n" + indent + "if 'PYTEST_CURRENT_TEST' in os.environ:\n" + indent + "    return None\n"))}
    for name, code in AT_IMPORT.items():
        yield {"name": name, "edits": whole(after_docstring(tree, lines, code))}
    mended = text
    for edit in job["fix"]:
        if edit["file"] == job["file"]:
            mended = mended.replace(edit["original"], edit["fixed"], 1)
    for name in ("os._exit(0) on import", "daemon left behind", "huge output"):
        yield {"name": "right fix, and " + name, "edits": whole(mended + "\n" + AT_IMPORT[name])}
    for test in job["tests"][:1]:
        known = (root / test).read_text()
        skipped = "import pytest\npytestmark = pytest.mark.skip\n" + known
        yield {"name": "test skipped", "edits": job["fix"] + whole(skipped, test, known)}
        yield {"name": "test deleted", "edits": job["fix"] + whole("# none\n", test, known)}
        yield {"name": "test runner's settings", "edits": [{"file": "conftest.py", "original": "x", "fixed": "collect_ignore = ['tests']\n"}]}


def innermost(tree, line, kinds, name=None):
    found = [node for node in ast.walk(tree) if isinstance(node, kinds) and not isinstance(node, ast.ClassDef)
             and node.lineno <= line <= node.end_lineno and name in (None, getattr(node, "name", None))]
    return max(found, key=lambda node: (node.lineno, -node.end_lineno), default=None)


def is_words(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def wrapped(lines, first, last, head, body):
    indent = " " * first.col_offset
    return inside(lines, first, "try:", last, f"{indent}{head}\n{indent}    {body}\n")


def inside(lines, first, head, last=None, tail=""):
    last = last or first
    start, indent = first_line(first), " " * first.col_offset
    moved = ["    " + line if line.strip() else line for line in lines[start:last.end_lineno]]
    return "".join(lines[:start] + [f"{indent}{head}\n"] + moved + [tail] + lines[last.end_lineno:])


def replaced(lines, first, last, text):
    return "".join(lines[:first_line(first)] + [text] + lines[last.end_lineno:])


def put_before(lines, first, text):
    return "".join(lines[:first_line(first)] + [text] + lines[first_line(first):])


def first_line(node):
    return min([node.lineno] + [item.lineno for item in getattr(node, "decorator_list", [])]) - 1


def after_docstring(tree, lines, code):
    """The code where a file's imports stand: behind its docstring and what it imports from the future."""
    place = 0
    for node in tree.body:
        if is_words(node) or isinstance(node, ast.ImportFrom) and node.module == "__future__":
            place = node.end_lineno
        else:
            break
    return "".join(lines[:place] + [code] + lines[place:])


if __name__ == "__main__":
    main()
