"""The place in the repository that a log means, and the frames on the way to it."""

import ast
import re

from reproduce_project import header_lines, statement_at


def settled_line(project, path, line, code):
    """The line the log means: its number, unless the text of the trace stands elsewhere in the file by now."""
    wanted = " ".join(code.split())
    lines = [" ".join(text.split()) for text in project.source(path).splitlines()]
    if not wanted or 0 < line <= len(lines) and lines[line - 1] == wanted:
        return line
    places = [n for n, text in enumerate(lines, 1) if text == wanted]
    return min(places, key=lambda n: abs(n - line)) if places else line


def marked_columns(log, line, code):
    """The part of the failing line that Python marks below it since 3.11, counted from the line's first letter."""
    lines = log.splitlines()
    for index in range(len(lines) - 2, 1, -1):
        marks = lines[index + 1] if index + 1 < len(lines) else ""
        if lines[index].strip() == code.strip() != "" and marks.strip() and set(marks.strip()) <= set("~^") and (
            f", line {line}, in " in lines[index - 1]
        ):
            indent = len(lines[index]) - len(lines[index].lstrip())
            start = len(marks) - len(marks.lstrip()) - indent
            return [start, start + len(marks.strip())]
    return None


def same_statement(tree, line):
    """The lines that count as the failing one: Python versions differ in which line of a long statement they name."""
    chain = statement_at(tree, line)
    if not chain or line not in header_lines(chain[-1]) or isinstance(chain[-1], (ast.FunctionDef, ast.ClassDef)):
        return {line}
    return set(header_lines(chain[-1])) if isinstance(chain[-1], ast.stmt) else {line}


def function_lines(project, path, line):
    """The lines of the innermost function around a line."""
    functions = [n for n in project.definition(path, line) if not isinstance(n, ast.ClassDef)]
    return range(functions[-1].lineno, functions[-1].end_lineno + 1) if functions else ()


def trail_of(project, job, path, line):
    """The trace's frames that are files of this project, outermost first, as (path, function, line); the failing one last."""
    found = []
    for frame in (job.get("frames") or [])[-60:]:
        resolved = project.resolve(str(frame.get("file", ""))) if frame.get("own", True) else None
        number = frame.get("line")
        if resolved and isinstance(number, int) and not project.is_test(resolved) and holds(project, resolved, frame):
            function = str(frame.get("function") or "").split(".")[-1]
            found.append((resolved, function, settled_line(project, resolved, number, frame.get("code") or "")))
    if (path, line) not in [(p, n) for p, _, n in found]:
        found.append((path, str(job.get("function") or "").split(".")[-1], line))
    return found


def holds(project, path, frame):
    """Whether a file can be the one a frame means: it has the function, where the frame names one."""
    name = str(frame.get("function") or "<module>").split(".")[-1]
    return name.startswith("<") or re.search(rf"\bdef\s+{re.escape(name)}\b", project.source(path)) is not None
