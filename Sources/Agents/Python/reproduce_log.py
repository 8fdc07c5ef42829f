"""Values seen in production: records and named values in the log."""

import ast
import json
import re

from reproduce_program import expression, literal

PAIR = re.compile(r"""\b([A-Za-z_][A-Za-z0-9_.-]{0,40})\s*[=:]\s*("[^"\n]{0,80}"|'[^'\n]{0,80}'|[A-Za-z0-9_@.+-]{1,60})""")


class LogValues:
    """Records and named values found in a log."""

    def __init__(self, log):
        log = log[:60_000]
        self.records = list(self._records(log))
        self.values = {}
        for name, text in PAIR.findall(log):
            name = re.split(r"[.-]", name)[-1].lower()
            self.values.setdefault(name, [])
            if len(self.values[name]) < 4:
                self.values[name].append(text)
        for record in self.records:
            for key, value in record.items():
                if isinstance(value, (str, int, float)) and isinstance(key, str):
                    self.values.setdefault(key.lower(), []).insert(0, repr(value))

    def _records(self, log):
        """JSON objects and printed dicts, at most forty, each at most 8,000 characters."""
        position, found = 0, 0
        while found < 40:
            position = log.find("{", position)
            if position < 0:
                return
            end = matching(log, position, 8000)
            value = parse_value(log[position:end]) if end else None
            if isinstance(value, dict) and value:
                found += 1
                yield value
                position = end
            else:
                position += 1

    def record(self, keys):
        """A logged record that has most of these keys, as source."""
        keys = set(keys)
        best = max(self.records, key=lambda r: len(keys & set(r)), default=None)
        if best is None or not keys or len(keys & set(best)) * 2 < len(keys) + 1:
            return None
        try:
            return literal(best)
        except (SyntaxError, ValueError, RecursionError):
            return None

    def value_for(self, name):
        """What the log calls by this name, as source."""
        for text in self.values.get(name.lower().strip("_"), ()):
            if text[0] not in "'\"" and not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?|True|False", text):
                text = repr(text)
            try:
                node = expression(text)
            except (SyntaxError, ValueError):
                continue
            if isinstance(node, ast.Constant):
                return node
        return None


def matching(text, start, limit):
    """The end of the bracket that opens at `start`, blind to brackets in quotes; None when it doesn't close in time."""
    depth, quote, index = 0, None, start
    stop = min(len(text), start + limit)
    while index < stop:
        character = text[index]
        if quote:
            if character == "\\":
                index += 1
            elif character == quote:
                quote = None
        elif character in "\"'":
            quote = character
        elif character in "{[(":
            depth += 1
        elif character in "}])":
            depth -= 1
            if depth == 0:
                return index + 1
        index += 1
    return None


def parse_value(text):
    for parse in (json.loads, ast.literal_eval):
        try:
            return parse(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            continue
    return None
