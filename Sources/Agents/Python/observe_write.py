"""Puts assertions into a reproduction in place of its act, with the imports they need."""

import ast
import sys

from reproduce_layout import double_quoted, indent

STANDARD = set(sys.stdlib_module_names)


def rewritten(form, lines, imports, first=None):
    """The test's text with these lines where the act stands, or where the statement `first` and all after it stand."""
    source = form.contents.splitlines()
    pad = form.act.col_offset
    made = [part for line in lines for part in line.splitlines()]
    source[(first or form.act).lineno - 1:form.act.end_lineno] = indent(made, pad)
    text = "\n".join(source) + "\n"
    for module, name in imports:
        text = imported(text, module, name)
    return double_quoted(without_unused(text))


def imported(text, module, name):
    """The text with an import, beside its like: the standard library's, pytest, then the project's own."""
    tree = ast.parse(text)
    statements = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in statements:
        if isinstance(node, ast.ImportFrom) and node.module == module and not node.level and name:
            if any(item.name == name for item in node.names):
                return text
            if node.lineno == node.end_lineno:
                return joined(text, node, name)
        if isinstance(node, ast.Import) and not name and any(item.name == module and not item.asname for item in node.names):
            return text
    line = f"from {module} import {name}" if name else f"import {module}"
    rank = rank_of(module)
    alike = [node for node in statements if rank_of(module_of(node)) == rank]
    lines = text.splitlines()
    if alike:
        line += "  # noqa: E402" if "# noqa: E402" in lines[alike[0].lineno - 1] else ""
        later = [node for node in alike if order(lines[node.lineno - 1], rank) > order(line, rank)]
        place = later[0].lineno - 1 if later else alike[-1].end_lineno
        return inserted(lines, place, [line])
    before = [node for node in statements if rank_of(module_of(node)) < rank]
    if before:
        return inserted(lines, before[-1].end_lineno, ["", line])
    if statements:
        return inserted(lines, statements[0].lineno - 1, [line, ""])
    return inserted(lines, tree.body[0].end_lineno if ast.get_docstring(tree) else 0, ["", line])


def joined(text, node, name):
    """One more name in an import of one line."""
    lines = text.splitlines()
    names = sorted({item.name + (f" as {item.asname}" if item.asname else "") for item in node.names} | {name})
    comment = "  # noqa: E402" if "# noqa: E402" in lines[node.lineno - 1] else ""
    lines[node.lineno - 1] = f"from {node.module} import {', '.join(names)}{comment}"
    return "\n".join(lines) + "\n"


def inserted(lines, place, new):
    return "\n".join(lines[:place] + new + lines[place:]) + "\n"


def module_of(node):
    return node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name


def rank_of(module):
    top = module.split(".")[0]
    return 0 if top in STANDARD else 1 if top == "pytest" else 2


def order(line, rank):
    """How import lines are sorted: the standard library's plain ones first, the project's by their words."""
    return (rank == 0 and line.startswith("from"), line.lower())


def without_unused(text):
    """The text without imports of one plain module that nothing in it names any more."""
    tree = ast.parse(text)
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    lines = text.splitlines()
    for node in reversed(tree.body):
        if isinstance(node, ast.Import) and len(node.names) == 1 and node.names[0].name.split(".")[0] not in named and (
                not node.names[0].asname and rank_of(node.names[0].name) == 0):
            del lines[node.lineno - 1:node.end_lineno]
    return "\n".join(lines) + "\n"
