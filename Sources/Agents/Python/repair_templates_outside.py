"""Repairs of files that are not there, and folders that are."""

import ast
import re

from repair_candidate import Candidate, at
from repair_errors import insert_import
from repair_answers import outcomes
from repair_outcome import Subject
from repair_places import guardable, hoisted
from repair_failure import call_sites
from repair_reasons import Said
from repair_source import Edit, dotted, is_pure, scope_nodes
from repair_style import Style, described
from repair_templates_collecting import CLEARING
from repair_uses import handlers_around

READERS = {"read_text", "read_bytes", "iterdir", "stat", "unlink", "open"}


def candidates(failure):
    place = failure.place
    if failure.exception == "FileExistsError" or "File exists" in failure.message:
        yield from _existing(place)
    elif "No such file" in failure.message or failure.exception == "FileNotFoundError":
        for depth, where in enumerate(failure.places[:2]):
            for candidate in list(_writing(failure, where)) + list(_deleting(failure, where)) + list(_reading(failure, where)):
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
            "accepts that.", _made_twice(place, node))


def _made_twice(place, node):
    """Why a folder may be there already: it is made to write into, not to claim a name."""
    reason = "making a folder twice ends in the same state"
    claims = re.search(r"lock|claim|unique|tmp|temp|run_id|session", place.source.text_of(node), re.I)
    following = place.source.block_of(place.statement)[0]
    goes_on = following and following[-1] is not place.statement
    return Said(f"{reason}, and what follows only needs it there") if goes_on and not claims else reason


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


def _folders_are_made(failure, path):
    """Why a missing folder is made: the repository makes its folders itself elsewhere."""
    reason = "a file can only be written into a folder that exists"
    for source in failure.repository.sources():
        if re.search(r"\.mkdir\(|\bmakedirs\(", source.text):
            return Said(f"{reason}, and {source.path} makes such folders itself")
    return reason


def _writing(failure, place):
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
            _folders_are_made(failure, path))


def _deleting(failure, place):
    """Clearing a file away that is gone already: only that one statement is left out, and what follows still runs."""
    source = place.source
    for node in place.expressions(ast.Call):
        path, pathlib = _path_of(node)
        if path is None or not _deletes(node) or not isinstance(source.parents.get(node), ast.Expr):
            continue
        text = source.text_of(path)
        if pathlib and not node.args and not node.keywords:
            edits = [_with_argument(source, node, "missing_ok=True")]
        elif not pathlib and is_pure(path):
            edits = _only_if_there(source, place.statement, text)
        else:
            continue
        if edits:
            yield Candidate(
                "gone-already", "fix", edits, 8,
                f"{at(place)} deletes `{text}`, which may be gone already. The change accepts that, and goes on.",
                _cleared(failure, place))


def _deletes(node):
    return getattr(node.func, "attr", "") in {"unlink", "remove"}


def _only_if_there(source, statement, text):
    """Asks for the file in the `if` that holds the statement alone, or in one of its own."""
    condition = f"os.path.exists({text})"
    block, _ = source.block_of(statement)
    parent = source.parents.get(statement)
    if not source.starts_line(statement) or "\n" in source.text_of(statement):
        return None
    if isinstance(parent, ast.If) and len(block) == 1 and not parent.orelse and block is parent.body and is_pure(parent.test):
        return [source.replace(parent.test, f"{source.text_of(parent.test)} and {condition}")]
    inner = source.indent_of(statement) + source.indent_unit()
    return [source.replace(statement, f"if {condition}:{source.newline}{inner}{source.text_of(statement)}")]


def _cleared(failure, place):
    """Why a file that is gone is no error: deleting it only clears up after other work, and no caller asks for it."""
    reason = "deleting twice ends in the same state"
    name = place.function.name if place.function is not None else ""
    asked = {"FileNotFoundError", "OSError"} & set().union(
        *[handlers_around(source, call) for source, call in call_sites(failure, place)])
    does_more = place.function is not None and sum(
        isinstance(node, ast.Call) for node in scope_nodes(place.function)) > 1 and not re.match(r"_*(delete|remove|rm|unlink)", name)
    if asked or not (does_more or CLEARING.search(name)):
        return reason
    return Said(f"{reason}, and here it only clears up after other work")


def _reading(failure, place):
    source = place.source
    for node in place.expressions(ast.Call):
        path, pathlib = _path_of(node)
        if path is None or _deletes(node) or any(letter in str(_mode(node)) for letter in "wax"):
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
