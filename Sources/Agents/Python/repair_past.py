"""What the files of the failure were before the latest commits: functions, imports and names as they stood."""

import ast
import difflib
import re

from repair_source import FUNCTIONS, SourceFile


class Version:
    """A file as it stood before a commit."""

    def __init__(self, source, commit, title):
        self.source = source
        self.commit = commit[:8]
        self.title = " ".join(title.split())[:80]


def versions(history, path=None):
    """Older versions of one file or of all, the newest first; those that are no Python are left out."""
    for entry in history:
        if path is not None and entry.get("file") != path:
            continue
        try:
            source = SourceFile(str(entry["file"]), str(entry["text"]))
        except (SyntaxError, ValueError, RecursionError, MemoryError, KeyError):
            continue
        yield Version(source, str(entry.get("commit", "")), str(entry.get("title", "")))


def qualified(source, function):
    """The function's name with the classes it stands in."""
    owners = [node.name for node in source.ancestors(function) if isinstance(node, (ast.ClassDef,) + FUNCTIONS)]
    return ".".join(list(reversed(owners)) + [function.name])


def same_function(source, function, older):
    """The function of the same full name in an older version of the file."""
    name = qualified(source, function)
    return next((node for node in ast.walk(older.tree) if isinstance(node, FUNCTIONS) and node.name == function.name
                 and qualified(older, node) == name), None)


def import_of(source, name):
    """The module-level import that gives the name."""
    for node in source.tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return node, alias
    return None


def renamed(old, new, name):
    """Names that replaced `name` where a commit changed a line in nothing else, with how often; a use counts twice.

    What is defined under a new name may mean something new, too: those who used the old one know what it stands for.
    """
    before, after = old.text.splitlines(), new.text.splitlines()
    word, votes = re.compile(rf"\b{re.escape(name)}\b"), {}
    for tag, low, high, start, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        for line in before[low:high]:
            if not word.search(line):
                continue
            for other in after[start:end]:
                for match in re.finditer(r"\b[A-Za-z_]\w*\b", other):
                    if match.group() != name and word.sub(match.group(), line) == other:
                        weight = 1 if re.match(r"\s*(async )?(def|class) ", line) else 2
                        votes[match.group()] = votes.get(match.group(), 0) + weight
                        break
    return votes
