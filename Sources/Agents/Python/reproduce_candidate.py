"""What the search handles: programs to be developed further, and those that raised the crash."""

import re

STAND_IN = re.compile(r"\b(Mock|MagicMock|AsyncMock|SimpleNamespace|Anything|mock)\b")
ACCIDENTS = {"AttributeError", "TypeError", "NameError", "UnboundLocalError", "IndexError", "KeyError"}
PLAIN_VALUES = {"NoneType", "str", "int", "float", "bool", "dict", "list", "tuple", "set", ""}


class Candidate:
    """A program that raised the crash, how well it fits the log, and how far out on the trace it comes in.

    The way in of the trace is the best: what a caller promises to handle is then part of the test. Stand-ins for whole
    collaborators answer for code that a right fix may go on to, so programs with them get no credit for their way in.
    """

    def __init__(self, program, outcome, fidelity, depth=0, oddity=0):
        self.program, self.outcome, self.fidelity, self.oddity = program, outcome, fidelity, oddity
        # How many of the log's own frames it went through.
        self.passed = 0
        self.depth = 0 if STAND_IN.search(program.text()) else depth


class Scene:
    """A program in the queue with what it needs to be developed further."""

    def __init__(self, program, editor, changes, generation=0, progress=0.0, tested=False):
        self.program, self.editor, self.changes = program, editor, changes
        self.generation, self.progress, self.tested = generation, progress, tested
        self.root = self


def accidental(candidate):
    """Whether what ran out was drained by calls that failed by accident."""
    return any(kind in ACCIDENTS for kind, *_ in candidate.outcome.earlier)
