"""Repairs out of the history: what a recent commit took away, renamed or turned round comes back or is followed."""

import ast
import re

from repair_candidate import Candidate, at
from repair_errors import extended_import, insert_import
from repair_past import import_of, renamed, same_function, versions
from repair_reasons import Said
from repair_source import Edit, FUNCTIONS, dotted, own_nodes


def candidates(failure):
    if not failure.history:
        return
    if failure.exception in {"NameError", "UnboundLocalError"}:
        yield from _lost_import(failure, failure.place)
    if failure.exception == "AttributeError":
        yield from _followed_rename(failure, failure.place)
    seen = set()
    for cost, source, function in _suspects(failure):
        if function not in seen:
            seen.add(function)
            yield from _restored(failure, source, function, cost)


def _lost_import(failure, place):
    match = re.search(r"name '(\w+)' is not defined", failure.message)
    if match is None:
        return
    name, source = match.group(1), place.source
    for version in versions(failure.history, source.path):
        found = import_of(version.source, name)
        if found is None:
            continue
        node, alias = found
        written = alias.name + (f" as {alias.asname}" if alias.asname else "")
        if isinstance(node, ast.Import):
            edit = insert_import(source, f"import {written}")
        else:
            same = next((item for item in source.tree.body if isinstance(item, ast.ImportFrom)
                         and item.module == node.module and item.level == node.level), None)
            line = f"from {'.' * node.level}{node.module or ''} import {written}"
            edit = extended_import(source, same, written) if same is not None else insert_import(source, line)
        yield Candidate(
            "lost-import", "fix", [edit], 1,
            f"{at(place)} uses `{name}`, whose import the commit {version.commit} (“{version.title}”) took away. The change "
            "brings it back.", Said("the file imported it until then"))
        return


def _followed_rename(failure, place):
    """`x.total()` after a commit that calls it `gross` wherever it went on using it."""
    match = re.search(r"'(\w+)' object has no attribute '(\w+)'", failure.message)
    if match is None:
        return
    kind, name = match.groups()
    for definer, definition in failure.repository.classes(kind):
        members = {item.name for item in definition.body if isinstance(item, FUNCTIONS)} | {
            item.target.id for item in definition.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)} | {
            item.attr for item in ast.walk(definition) if isinstance(item, ast.Attribute)
            and isinstance(item.ctx, ast.Store) and dotted(item.value) == "self"}
        votes, told = {}, None
        for version in versions(failure.history):
            current = failure.repository.file(version.source.path)
            for new, count in renamed(version.source, current, name).items() if current is not None else ():
                if new in members:
                    votes[new], told = votes.get(new, 0) + count, version
        for new in sorted(votes, key=lambda item: -votes[item])[:2]:
            for node in place.expressions(ast.Attribute):
                if node.attr == name:
                    edits = [_renamed(source, item, new) for source, item in _readers(failure, place, name)]
                    yield Candidate(
                        "followed-rename", "fix", edits, 2,
                        f"{at(place)} asks for `.{name}`, which the commit {told.commit} (“{told.title}”) renamed to "
                        f"`.{new}` elsewhere. The change follows it here.", Said("the commit did so wherever it looked"))
                    break


def _readers(failure, place, name):
    """Reads of the old name in the function that failed."""
    scope = place.function if place.function is not None else place.statement
    return [(place.source, node) for node in ast.walk(scope) if isinstance(node, ast.Attribute) and node.attr == name]


def _renamed(source, node, new):
    return Edit(source.path, source.span(node.value)[1], source.span(node)[1], f".{new}")


def _suspects(failure):
    """(cost, file, function) of those of the trace, and of those that its lines call."""
    for depth, place in enumerate(failure.places[:4]):
        if place.function is not None:
            yield 16 + 4 * depth, place.source, place.function
    for depth, place in enumerate(failure.places[:4]):
        for node in own_nodes(place.statement):
            name = (dotted(node.func) or "").split(".")[-1] if isinstance(node, ast.Call) else None
            for source, function in failure.repository.functions(name)[:2] if name else ():
                yield 20 + 4 * depth, source, function


def _restored(failure, source, function, cost):
    """The function as it stood before the latest commit that changed it."""
    for order, version in enumerate(versions(failure.history, source.path)):
        older = same_function(source, function, version.source)
        if older is None or ast.dump(older) == ast.dump(function):
            continue
        lines = [line + source.newline for line in version.source.text.splitlines()][
            version.source.first_line(older) - 1:older.end_lineno]
        first = source.line_starts[source.first_line(function) - 1]
        end = source.line_starts[function.end_lineno] if function.end_lineno < len(source.line_starts) else len(source.text)
        yield Candidate(
            "restored-function", "fix", [Edit(source.path, first, end, "".join(lines))], cost + 3 * order,
            f"The commit {version.commit} (“{version.title}”) changed `{function.name}` ({source.path}:{function.lineno}), "
            "which has failed since. The change takes that back.", Said("it is the latest change of the failing code"))
        return
