"""Repairs of files that are not there, and folders that are."""

import ast
import re

from repair_candidate import Candidate, at
from repair_errors import insert_import
from repair_answers import outcomes
from repair_outcome import Subject
from repair_places import guardable, hoisted
from repair_source import Edit, dotted
from repair_style import Style, described

READERS = {"read_text", "read_bytes", "iterdir", "stat", "unlink", "open"}


def candidates(failure):
    place = failure.place
    if failure.exception == "FileExistsError" or "File exists" in failure.message:
        yield from _existing(place)
    elif "No such file" in failure.message or failure.exception == "FileNotFoundError":
        for depth, where in enumerate(failure.places[:2]):
            for candidate in list(_writing(where)) + list(_deleting(where)) + list(_reading(failure, where)):
                candidate.cost += 14 * depth
                yield candidate


def _existing(place):
    source = place.source
    for node in place.expressions(ast.Call):
        name = (dotted(node.func) or "").split(".")[-1] or getattr(node.func, "attr", "")
        if name == "mkdir" and dotted(node.func) == "os.mkdir" and node.args:
            edits = [source.replace(node, f"os.makedirs({source.text_of(node.args[0])}, exist_ok=True)")]
        elif name in {"makedirs", "mkdir"}:
            edits = [_with_argument(source, node, "exist_ok=True")]
        else:
            continue
        yield Candidate(
            "folder-exists", "fix", edits, 5, f"{at(place)} makes a folder that may be there already. The change "
            "accepts that.", "making a folder twice ends in the same state")


def _with_argument(source, node, text):
    end = source.span(node)[1] - 1
    arguments = node.args + [keyword.value for keyword in node.keywords]
    if arguments:
        end = source.span(arguments[-1])[1]
        text = ", " + text
    return Edit(source.path, end, end, text)


def _mode(node):
    values = node.args[1:2] + [keyword.value for keyword in node.keywords if keyword.arg == "mode"]
    if isinstance(node.func, ast.Attribute) and node.func.attr == "open" and dotted(node.func) != "io.open":
        values = node.args[:1] + [keyword.value for keyword in node.keywords if keyword.arg == "mode"]
    return values[0].value if values and isinstance(values[0], ast.Constant) else "r"


def _is_pathlib(node):
    return isinstance(node.func, ast.Attribute) and dotted(node.func) not in {"io.open", "os.open", "codecs.open"}


def _path_of(node):
    """The expression of the path a call reads or writes, and whether it is a pathlib one."""
    if dotted(node.func) in {"open", "io.open", "codecs.open"} and node.args:
        return node.args[0], False
    if isinstance(node.func, ast.Attribute) and node.func.attr in READERS | {"write_text", "write_bytes"}:
        if dotted(node.func.value) not in {"os", "io", "gzip", "shutil"}:
            return node.func.value, True
    if dotted(node.func) in {"os.listdir", "os.remove", "os.unlink", "os.stat", "os.path.getsize", "os.scandir"} and node.args:
        return node.args[0], False
    return None, False


def _writing(place):
    source = place.source
    for node in place.expressions(ast.Call):
        path, pathlib = _path_of(node)
        attribute = getattr(node.func, "attr", "")
        writes = attribute in {"write_text", "write_bytes"} or any(letter in str(_mode(node)) for letter in "wax")
        if path is None or not writes or not source.starts_line(place.statement):
            continue
        text = source.text_of(path)
        if pathlib:
            line, extra = f"{text}.parent.mkdir(parents=True, exist_ok=True)", []
        else:
            line = f"os.makedirs(os.path.dirname({text}) or {Style(source).string('.')}, exist_ok=True)"
            extra = [] if re.search(r"^import os\b", source.text, re.M) else [insert_import(source, "import os")]
        yield Candidate(
            "make-folder", "fix", [source.insert_before(place.statement, [line])] + extra, 9,
            f"{at(place)} writes `{text}` into a folder that may not be there. The change makes the folder first.",
            "a file can only be written into a folder that exists")


def _deleting(place):
    source = place.source
    for node in place.expressions(ast.Call):
        path, pathlib = _path_of(node)
        if path is not None and pathlib and node.func.attr == "unlink" and not node.args and not node.keywords:
            yield Candidate(
                "gone-already", "fix", [_with_argument(source, node, "missing_ok=True")], 8,
                f"{at(place)} deletes `{source.text_of(path)}`, which may be gone already. The change accepts that.",
                "deleting twice ends in the same state")


def _reading(failure, place):
    source = place.source
    for node in place.expressions(ast.Call):
        path, pathlib = _path_of(node)
        if path is None or any(letter in str(_mode(node)) for letter in "wax"):
            continue
        statement, text, prelude = hoisted(place, path, node)
        if statement is None:
            continue
        extra = []
        if pathlib:
            condition = f"not {text}.exists()"
        else:
            condition = f"not os.path.exists({text})"
            if not re.search(r"^import os\b", source.text, re.M):
                extra = [insert_import(source, "import os")]
        shown = "file" if isinstance(path, ast.BinOp) else described(path)
        subject = Subject("file", (f"{shown} not found: ", (text,)), key=text)
        for outcome in outcomes(failure, place, subject, statement, condition):
            edits = guardable(place, statement, condition, outcome, prelude)
            if edits is not None:
                yield Candidate(
                    "file-guard", outcome.kind, edits + extra, outcome.cost + (3 if extra else 0),
                    f"{at(place)} reads the file `{text}` without asking whether it is there. The change asks first "
                    f"and then {outcome.phrase}.", outcome.reason, outcome.value, outcome.error, outcome.logs)
