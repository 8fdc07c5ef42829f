"""What a candidate adds to the code, read from its text rather than from what the candidate says of itself."""

import ast
import builtins
from collections import Counter

from repair_source import COMPREHENSIONS, LOOPS, dotted

LOGGING = {"debug", "info", "warning", "warn", "error", "exception", "critical", "log"}


class Change:
    """The statements and expressions that the new text has and the old one lacks."""

    def __init__(self, candidate, old_trees, new_trees):
        self.candidate = candidate
        self.old = [node for tree in old_trees for node in ast.walk(tree)]
        self.new = [node for tree in new_trees for node in ast.walk(tree)]
        left = Counter(ast.dump(node) for node in self.old)
        self.added = []
        for node in self.new:
            key = ast.dump(node)
            left[key] -= 1
            if left[key] < 0:
                self.added.append(node)

    def raised(self):
        """Names of the errors that are newly raised."""
        return {raised_name(node) for node in self.added if isinstance(node, ast.Raise)} - {None}

    def returned(self):
        """Texts of the values that are newly returned; a bare `return` gives None."""
        return {ast.unparse(node.value) if node.value is not None else "None"
                for node in self.added if isinstance(node, ast.Return) and self._is_leaving(node)}

    def gives(self):
        """Texts of the values that are newly given: returned, or put in the place of what is missing."""
        return self.returned() | ({self.candidate.value} if self.candidate.value and self.candidate.kind == "default" else set())

    def skips(self):
        """Whether entries are newly passed over."""
        return any(isinstance(node, ast.Continue) for node in self.added) or self.candidate.template == "comprehension-filter"

    def logs(self):
        return any(isinstance(node, ast.Call) and getattr(node.func, "attr", "") in LOGGING for node in self.added)

    def goes_through_all(self):
        """Whether what is added looks at every element of something."""
        return any(isinstance(node, LOOPS + COMPREHENSIONS) for node in self.added)

    def checks_values(self):
        """Whether what is added asks a value for its type and for its size."""
        calls = {dotted(node.func) for node in self.added if isinstance(node, ast.Call)}
        ordered = any(isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
                      for node in self.added)
        return "isinstance" in calls and ordered

    def keeps(self, name):
        """Whether every raise of that error stays, and what is newly raised is that error."""
        before = sum(raised_name(node) == name for node in self.old if isinstance(node, ast.Raise))
        after = sum(raised_name(node) == name for node in self.new if isinstance(node, ast.Raise))
        return after >= before and self.raised() <= {name} and not self.gives()

    def _is_leaving(self, node):
        """Whether a return is new as an exit, rather than one whose expression was mended."""
        before = sum(isinstance(item, ast.Return) for item in self.old)
        return sum(isinstance(item, ast.Return) for item in self.new) > before or self.candidate.kind in {"return", "default"}


def raised_name(node):
    target = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return (dotted(target) or "").split(".")[-1] or None if target is not None else None


def is_error_name(name):
    """Whether a word names an error: by its ending, or as a builtin one."""
    known = getattr(builtins, name, None)
    return name.endswith(("Error", "Exception")) or isinstance(known, type) and issubclass(known, BaseException)
