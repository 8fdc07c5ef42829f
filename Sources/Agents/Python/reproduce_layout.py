"""How generated source is laid out: quotes, and long calls and displays over several lines."""

import ast
import io
import re
import tokenize

WIDTH = 100


def double_quoted(source):
    """The source with plain 'texts' in double quotes, as most projects write them."""
    lines = source.splitlines(keepends=True)
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    for token in reversed(tokens):
        text = token.string
        if token.type != tokenize.STRING or token.start[0] != token.end[0] or not re.fullmatch(r"[bB]?'([^'\"\\]|\\[^'\"])*'", text):
            continue
        row, column = token.start[0] - 1, token.start[1]
        changed = text.replace("'", '"')
        lines[row] = lines[row][:column] + changed + lines[row][column + len(text):]
    return "".join(lines)


def merged(lines):
    """Import lines, those of one module in one line where it fits."""
    names, others = {}, []
    for line in lines:
        match = re.fullmatch(r"from (\S+) import ([\w, ]+)", line)
        if match:
            names.setdefault(match[1], set()).update(match[2].split(", "))
        else:
            others.append(line)
    for module, found in names.items():
        whole = f"from {module} import {', '.join(sorted(found))}"
        others += [whole] if len(whole) <= WIDTH else [f"from {module} import {name}" for name in found]
    return others


def plain(text):
    """A text from outside as it may stand in a docstring."""
    return re.sub(r"[^\x20-\x7e]", "?", " ".join(str(text).split())).replace("\\", "/").replace('"', "'")


def shortened(line):
    return line if len(line) <= WIDTH else line[: WIDTH - 3] + "..."


def spaced(blocks):
    return [line for block in blocks for line in ["", "", block]] if any("\n" in b for b in blocks) else blocks


def quoted(text):
    return '"' + text.replace('"', "'") + '"'


def indent(lines, count):
    return [" " * count + line if line else "" for line in lines]


def layout_statement(statement, margin):
    """A statement as source, long calls and displays broken over several lines."""
    text = ast.unparse(statement)
    if isinstance(statement, (ast.Expr, ast.Assign)) and len(text) + margin + 8 > WIDTH:
        target = ast.unparse(statement.targets[0]) + " = " if isinstance(statement, ast.Assign) else ""
        return target + layout(statement.value, len(target), 0)
    return text


def layout(node, used, depth):
    text = ast.unparse(node)
    pad = " " * 4 * (depth + 1)
    if len(text) + used + 4 * depth + 12 <= WIDTH:
        return text
    if isinstance(node, ast.Await):
        return "await " + layout(node.value, used + 6, depth)
    if isinstance(node, ast.Dict) and node.keys and all(node.keys):
        parts = [f"{ast.unparse(k)}: {layout(v, len(ast.unparse(k)) + 2, depth + 1)}" for k, v in zip(node.keys, node.values)]
        opening, closing = "{", "}"
    elif isinstance(node, ast.List) and node.elts:
        parts, opening, closing = [layout(e, 0, depth + 1) for e in node.elts], "[", "]"
    elif isinstance(node, ast.Call) and (node.args or node.keywords):
        parts = [layout(a, 0, depth + 1) for a in node.args]
        parts += [(f"{k.arg}=" if k.arg else "**") + layout(k.value, len(k.arg or "") + 1, depth + 1) for k in node.keywords]
        opening, closing = ast.unparse(node.func) + "(", ")"
    else:
        return text
    inside = "".join(f"{pad}{part},\n" for part in parts)
    return f"{opening}\n{inside}{' ' * 4 * depth}{closing}"
