"""What the next version changes, restricted to the parts that mend one bug, as edits of whole lines.

Reads {"buggy": folder, "fixed": folder, "change": [{"file", "functions"}]} and writes [{"file", "original", "fixed"}]: each
original stands exactly once in its file when its turn comes. `functions` are qualified names of functions, methods,
classes, constants or imported names (`import:name` means the import alone); without any the whole file's difference counts.
"""
import ast
import difflib
import json
import sys
from pathlib import Path


def named(body):
    """(names, statement) of a scope in order; what stands below an if, a try or a with belongs to the scope too."""
    for node in body:
        yield names_of(node), node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            handlers = [handler.body for handler in getattr(node, "handlers", [])]
            for part in [node.body, getattr(node, "orelse", []), getattr(node, "finalbody", [])] + handlers:
                yield from named(part)


def names_of(node):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [name for alias in node.names for name in [(alias.asname or alias.name), "import:" + (alias.asname or alias.name)]]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def find(tree, name):
    """The statements that define a qualified name: more than one for overloads and properties."""
    parts = [name] if name.startswith("import:") else name.split(".")
    body, found = tree.body, []
    for part in parts:
        found = [node for names, node in named(body) if part in names]
        if not found:
            return []
        body = getattr(found[-1], "body", [])
    return found


def span(node):
    """First line with its decorators, counted from 0, and the line after the last."""
    first = min([node.lineno] + [decorator.lineno for decorator in getattr(node, "decorator_list", [])])
    return first - 1, node.end_lineno


def taking(name, old, new):
    """The old text with the new one's definition of a name."""
    before, after = ast.parse(old), ast.parse(new)
    lines, source = old.splitlines(True), new.splitlines(True)
    olds, news = find(before, name), find(after, name)
    if not olds and not news:
        raise ValueError(f"neither version has {name}")
    parts = [source[slice(*span(node))] for node in news]
    if len(olds) == len(news):
        for node, part in sorted(zip(olds, parts), key=lambda pair: -pair[0].lineno):
            lines[slice(*span(node))] = part
    elif not news:
        for node in reversed(olds):
            del lines[slice(*span(node))]
    elif olds:
        first, last = span(news[0])[0], span(news[-1])[1]
        lines[span(olds[0])[0]:span(olds[-1])[1]] = source[first:last]
    else:
        at = place(name, before, after, news[0])
        gap = [] if isinstance(news[0], (ast.Import, ast.ImportFrom)) else ["\n"]
        lines[at:at] = gap + [line for part in parts for line in part] + gap
    text = "".join(lines)
    ast.parse(text)
    return text


def place(name, before, after, node):
    """Where a new definition goes: behind the one that it follows in the new version, else before the one that follows it."""
    parent = "" if name.startswith("import:") else name.rpartition(".")[0]
    news = find(after, parent)[-1].body if parent else after.body
    olds = find(before, parent)[-1].body if parent else before.body
    known = {each: old for old in olds for each in names_of(old)}
    index = next((i for i, each in enumerate(news) if each.lineno <= node.lineno <= each.end_lineno), 0)
    for earlier in reversed(news[:index]):
        for each in names_of(earlier):
            if each in known:
                return span(known[each])[1]
    for later in news[index + 1:]:
        for each in names_of(later):
            if each in known:
                return span(known[each])[0]
    return span(olds[0])[1]


def occurrences(text, part):
    count, at = 0, text.find(part)
    while at >= 0:
        count, at = count + 1, text.find(part, at + 1)
    return count


def edits(file, old, new):
    """The difference as edits: hunks with as many lines around them as make them stand alone."""
    lines, wanted = old.split("\n"), new.split("\n")
    codes = difflib.SequenceMatcher(None, lines, wanted, autojunk=False).get_opcodes()
    hunks = [list(code[1:]) for code in codes if code[0] != "equal"]
    for around in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89):
        made = attempt(file, lines, wanted, hunks, around)
        if replay(made, old) == new:
            return made
    return [{"file": file, "original": old, "fixed": new}]


def attempt(file, lines, wanted, hunks, around):
    merged = []
    for a, b, c, d in hunks:
        low, high = min(around, a), min(around, len(lines) - b)
        low, high = min(low, c), min(high, len(wanted) - d)
        grown = [a - low, b + high, c - low, d + high]
        if merged and grown[0] <= merged[-1][1]:
            merged[-1][1], merged[-1][3] = grown[1], grown[3]
        else:
            merged.append(grown)
    return [
        {"file": file, "original": "\n".join(lines[a:b]), "fixed": "\n".join(wanted[c:d])} for a, b, c, d in merged
    ]


def replay(made, text):
    """What the edits make of the text one after another; None where one doesn't stand alone, or isn't whole lines."""
    for edit in made:
        original, fixed = edit["original"], edit["fixed"]
        if not original or not fixed or occurrences(text, original) != 1:
            return None
        text = text.replace(original, fixed)
    return text


def read(folder, file):
    # By bytes: the lines' own endings stay.
    return (Path(folder) / file).read_bytes().decode("utf-8")


def main():
    job = json.load(sys.stdin)
    answer = []
    for part in job["change"]:
        old, next_version = read(job["buggy"], part["file"]), read(job["fixed"], part["file"])
        new = old if part["functions"] else next_version
        for name in part["functions"]:
            new = taking(name, new, next_version)
        answer += edits(part["file"], old, new)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
