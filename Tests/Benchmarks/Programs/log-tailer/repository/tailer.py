"""Counts levels in a log file."""
import re

LINE = re.compile(r"^(\S+) (\S+) \[(?P<level>[A-Z]+)\] (?P<text>.*)$")


def level_of(line):
    return LINE.match(line).group("level")


def count_levels(lines):
    """Lines by level; what is no log line, such as the lines of a traceback, is left out."""
    counts = {}
    for line in lines:
        line = line.rstrip("\n")
        if not line:
            continue
        level = level_of(line)
        counts[level] = counts.get(level, 0) + 1
    return counts


def count_file(path):
    with open(path, encoding="utf-8") as stream:
        return count_levels(stream)
