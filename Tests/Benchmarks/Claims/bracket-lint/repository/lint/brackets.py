"""Bracket matching for the template files."""
from collections import namedtuple

Problem = namedtuple("Problem", "line column text")
PAIRS = {")": "(", "]": "[", "}": "{"}


def check(source):
    """Problems in the order of the file."""
    stack = []
    for line_no, line in enumerate(source.splitlines(), 1):
        for column, char in enumerate(line, 1):
            if char in PAIRS.values():
                stack.append((char, line_no, column))
            elif char in PAIRS:
                if not stack:
                    yield Problem(line_no, column, f"{char} without {PAIRS[char]}")
                elif stack[-1][0] != PAIRS[char]:
                    yield Problem(line_no, column, f"{char} closes {stack[-1][0]} of line {stack[-1][1]}")
                    stack.pop()
                else:
                    stack.pop()
    for char, line_no, column in stack:
        yield Problem(line_no, column, f"{char} is never closed")
