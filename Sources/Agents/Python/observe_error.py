"""What an error tells of itself: its type, its words, where it came from, and whether it was raised on purpose."""

import ast
import os

MAXIMUM_CHAIN = 6
FOREIGN = {"site-packages", "dist-packages", ".venv", "venv", ".tox", "node_modules"}


def chain_of(error, root, test):
    """The error and those it was made of, the outermost first, each as plain data."""
    found, seen = [], set()
    while error is not None and len(found) < MAXIMUM_CHAIN and id(error) not in seen:
        seen.add(id(error))
        found.append(told(error, root, test))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def told(error, root, test):
    kind = type(error)
    frames, last, code, line = [], None, "", 0
    trace = error.__traceback__
    while trace is not None:
        last = (trace.tb_frame.f_code.co_filename, trace.tb_lineno, trace.tb_frame.f_code.co_name)
        if is_own(last[0], root, test):
            frames.append([os.path.relpath(os.path.realpath(last[0]), root), last[1], last[2]])
        if os.path.realpath(last[0]) == test:
            line = last[1]
        trace = trace.tb_next
    if last is not None and is_own(last[0], root, test):
        code = raising(last[0], last[1])
    return {
        "type": kind.__qualname__, "module": kind.__module__, "message": words(error),
        "parents": [f"{item.__module__}.{item.__qualname__}" for item in kind.__mro__[:12]],
        "deliberate": bool(code), "code": code,
        "exits": isinstance(error, (SystemExit, KeyboardInterrupt)), "frames": frames[-30:], "line": line}


def words(error):
    try:
        return str(error)[:1000]
    except Exception:
        return ""


def is_own(filename, root, test):
    """Whether a file is the repository's own code, the reproduction left out."""
    real = os.path.realpath(filename)
    if not real.startswith(root + os.sep) or real == test:
        return False
    return not FOREIGN & set(os.path.relpath(real, root).split(os.sep))


def raising(filename, line):
    """The `raise` at a line of a file; empty where the innermost statement there is none."""
    try:
        with open(filename, "rb") as stream:
            tree = ast.parse(stream.read(2_000_000))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node.lineno <= (line or 0) <= node.end_lineno]
    inner = max(found, key=lambda node: (node.lineno, -node.end_lineno), default=None)
    return ast.unparse(inner)[:300] if isinstance(inner, ast.Raise) else ""
