"""Where and how it failed: the job read against the source, with the callers that led there."""

import ast
import re

from repair_source import FUNCTIONS, is_test_path, own_nodes


class Place:
    """A line of a file, the statement on it and the function around it."""

    def __init__(self, source, line, function_name=None, code=None, columns=None):
        self.source = source
        self.columns = columns
        self.line = relocated(source, line, function_name, code)
        self.statement = source.statement_at(self.line)
        anchor = self.statement
        self.function = source.function_of(anchor) if anchor is not None else None
        if isinstance(anchor, FUNCTIONS) and self.function is None:
            self.function = anchor
        self.class_node = source.class_of(self.function) if self.function is not None else None

    def expressions(self, kinds):
        """The statement's expressions of these kinds, those on the failing line first, inner ones first."""
        if self.statement is None:
            return []
        found = [node for node in own_nodes(self.statement) if isinstance(node, kinds)]
        marked = [node for node in found if self._is_marked(node)]
        if marked:
            return marked
        found.sort(key=lambda node: (
            not node.lineno <= self.line <= node.end_lineno,
            node.lineno != self.line,
            node.end_lineno - node.lineno,
            node.end_col_offset if node.lineno == node.end_lineno else 0,
        ))
        return found


    def _is_marked(self, node):
        """Whether the traceback marks exactly this expression, as Python does since 3.11."""
        if not self.columns or node.lineno != self.line or node.end_lineno != self.line:
            return False
        text = self.source.line(self.line)
        indent = len(text) - len(text.lstrip())
        start = self.source.line_starts[self.line - 1] + indent
        return self.source.span(node) == (start + self.columns[0], start + self.columns[1])


def relocated(source, line, function_name, code):
    """The line, or the nearest one that reads as the trace says, where the file has moved since."""
    wanted = (code or "").strip()
    last = len(source.line_starts)
    if not wanted or 1 <= line <= last and source.line(line).strip() == wanted:
        return min(max(line, 1), last)
    same = [number for number in range(1, last + 1) if source.line(number).strip() == wanted]
    function = source.function_at(line, function_name)
    if function is not None:
        inside = [number for number in same if function.lineno <= number <= function.end_lineno]
        same = inside or same
    return min(same, key=lambda number: abs(number - line), default=min(max(line, 1), last))


class Failure:
    """Everything the templates ask about one failure."""

    def __init__(self, repository, job):
        self.repository = repository
        self.exception = str(job.get("exception") or "").split(".")[-1]
        self.qualified_exception = str(job.get("exception") or "")
        self.message = str(job.get("message") or "")[:2_000]
        self.feedback = str(job.get("feedback") or "")[:4_000]
        # Without a reproduction only what the trace points at is worth a guess.
        self.is_reproduced = bool(job.get("reproduced", True))
        # Older versions of the files around, the newest first.
        self.history = [item for item in job.get("history") or [] if isinstance(item, dict)][:60]
        self.places = self._places(job)
        self.place = self.places[0] if self.places else None

    def _places(self, job):
        """The failing place first, then the callers, nearest first."""
        wanted = [(job.get("file"), job.get("line"), job.get("function"), job.get("code"), job.get("columns"))]
        for frame in reversed(job.get("frames") or []):
            wanted.append((frame.get("file"), frame.get("line"), frame.get("function"), frame.get("code"), None))
        places, seen = [], set()
        for path, line, function, code, columns in wanted:
            source = self.repository.file(path) if path else None
            if source is None or is_test_path(path) and places:
                continue
            place = Place(source, int(line or 1), function, code, columns)
            key = (path, place.line)
            if place.statement is not None and key not in seen:
                seen.add(key)
                places.append(place)
        return places[:8]

    def wraps_another(self):
        """Whether the failing line passes an error on in other words: the cause is the error it caught."""
        statement = self.place.statement if self.place else None
        return isinstance(statement, ast.Raise) and any(
            isinstance(parent, ast.ExceptHandler) for parent in self.place.source.ancestors(statement))

    def none_attribute(self):
        match = re.match(r"'NoneType' object has no attribute '(\w+)'", self.message)
        return match and match.group(1)

    def missing_key(self):
        """The key as a value, or the text of the message where it is no literal."""
        try:
            return ast.literal_eval(self.message.strip())
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return self.message.strip() or None


def call_sites(failure, place):
    """Calls of the place's function outside tests, the frames' own first."""
    function = place.function
    if function is None:
        return []
    name = function.name
    if name == "__init__" and place.class_node is not None:
        name = place.class_node.name
    return list(failure.repository.calls(name))[:40]
