import re
from typing import Dict, List


def count_words(text: str) -> Dict[str, int]:
    """How often each word occurs."""
    counts: Dict[str, int] = {}
    for word in re.findall(r"\w+", text.lower()):
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def lines_of(text: str) -> Dict[str, List[int]]:
    """The numbers of the lines each word stands in."""
    lines: Dict[str, List[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for word in sorted(set(re.findall(r"\w+", line.lower()))):
            lines[word].append(number)
    return lines


def first_line(text: str, word: str) -> int:
    """The first line a word stands in; 0 where it does not occur."""
    return lines_of(text).get(word.lower(), [0])[0]
