"""Repairs of locals that have no value yet: a first value, the missing branch, or the name of the scope around."""

import ast
import re

from repair_answers import outcomes
from repair_candidate import Candidate, at
from repair_evidence import innermost_loop, kind_of_value
from repair_outcome import Subject
from repair_places import default_for_use, guardable, in_quotes
from repair_reasons import Said
from repair_returning import returning
from repair_source import FUNCTIONS, Edit, is_pure, scope_nodes
from repair_style import described
from repair_uses import use_of


def unbound(failure, place):
    match = re.search(r"(?:local )?variable '(\w+)'", failure.message)
    if match is None or place.function is None:
        return
    name, function, source = match.group(1), place.function, place.source
    stores = sorted(
        (node for node in scope_nodes(function) if isinstance(node, ast.Name) and node.id == name
         and isinstance(node.ctx, ast.Store)), key=lambda node: (node.lineno, node.col_offset))
    if not stores:
        return
    yield from _global(place, name)
    statement = source.statement_of(stores[0])
    top = statement
    while source.parents.get(top) is not function:
        parent = source.parents.get(top)
        if parent is None:
            return
        top = parent
        if not isinstance(top, ast.stmt):
            continue
    values = _first_values(failure, place, name, stores)
    for cost, value, reason in values:
        if isinstance(top, ast.stmt) and source.starts_line(top):
            yield Candidate(
                "first-value", "fix", [source.insert_before(top, [f"{name} = {in_quotes(source, value)}"])], cost,
                f"{at(place)} reads `{name}`, which has a value only when an earlier branch or loop ran. The change "
                f"gives it `{value}` first.", reason, value)
    subject = Subject("missing", (f"no {name.replace('_', ' ')}",))
    if isinstance(top, ast.stmt) and source.starts_line(top) and source.starts_line(place.statement) and not isinstance(
        place.statement, (ast.While,) + FUNCTIONS
    ):
        for outcome in outcomes(failure, place, subject, condition=f"{name} is None"):
            returns_it = isinstance(place.statement, ast.Return) and isinstance(place.statement.value, ast.Name)
            if outcome.kind == "skip" or outcome.kind == "return" and returns_it:
                continue
            edits = guardable(place, place.statement, f"{name} is None", outcome)
            if edits is not None:
                yield Candidate(
                    "first-value-guard", outcome.kind, [source.insert_before(top, [f"{name} = None"])] + edits,
                    outcome.cost,
                    f"{at(place)} reads `{name}`, which has a value only when an earlier branch or loop ran. The change "
                    f"asks for that first and then {outcome.phrase}.",
                    outcome.reason, outcome.value, outcome.error, outcome.logs)
    branch = _last_branch(source, function, statement)
    if branch is not None and innermost_loop(source, branch) is not innermost_loop(source, place.statement):
        branch = None
    if branch is not None:
        unit, indent = source.indent_unit(), source.indent_of(branch)
        asked = branch.test.left if isinstance(branch.test, ast.Compare) and is_pure(branch.test.left) else None
        if asked is not None and not isinstance(asked, ast.Constant):
            words = f"no {name.replace('_', ' ')} for {described(asked)} "
            subject = Subject("missing", (words, (source.text_of(asked),)), key=source.text_of(asked))
        for outcome in outcomes(failure, place, subject):
            if outcome.kind == "skip":
                continue
            inner = branch
            while len(inner.orelse) == 1 and isinstance(inner.orelse[0], ast.If):
                inner = inner.orelse[0]
            # A value that no branch knows is an error, whatever the function returns for nothing.
            outcome.cost += 0 if outcome.kind == "raise" else 10
            if outcome.kind == "raise" and asked is not None and len(branch.orelse) == 1:
                outcome.cost = min(outcome.cost, 23)
            lines = [indent + "else:"] + [indent + unit + line for line in outcome.lines]
            end = source.line_starts[inner.end_lineno] if inner.end_lineno < len(source.line_starts) else len(source.text)
            edit = Edit(source.path, end, end, "".join(line + source.newline for line in lines))
            yield Candidate(
                "missing-branch", outcome.kind, [edit] + outcome.extra, outcome.cost - 4,
                f"{at(place)} sets `{name}` in some branches only. The change adds the missing branch, which "
                f"{outcome.phrase}.", outcome.reason, outcome.value, outcome.error, outcome.logs)


def _last_branch(source, function, statement):
    """The outermost `if … elif …` without `else` that holds the assignment."""
    for parent in source.ancestors(statement):
        if parent is function:
            return None
        if isinstance(parent, ast.If):
            grand = source.parents.get(parent)
            if isinstance(grand, ast.If) and grand.orelse == [parent]:
                continue
            inner = parent
            while len(inner.orelse) == 1 and isinstance(inner.orelse[0], ast.If):
                inner = inner.orelse[0]
            return parent if not inner.orelse else None
    return None


def _first_values(failure, place, name, stores):
    source, function = place.source, place.function
    uses, kinds = set(), []
    for node in scope_nodes(function):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            parent = source.parents.get(node)
            uses |= use_of(parent, node)
            if isinstance(parent, ast.Attribute) and parent.attr in {"append", "extend", "add"}:
                kinds.append("set()" if parent.attr == "add" else "[]")
            elif default_for_use(source, node) is not None:
                kinds.append(default_for_use(source, node))
    for store in stores:
        statement = source.statement_of(store)
        if isinstance(statement, ast.AugAssign):
            kinds.insert(0, kind_of_value(statement.value) or "0")
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
            kind = kind_of_value(statement.value)
            if kind not in (None, "None"):
                kinds.append(kind)
    values = []
    if "none" in uses or "falsy" in uses:
        values.append((10, "None", Said(f"the code below already asks whether `{name}` is there")))
    if any(isinstance(source.parents.get(node), ast.Return) for node in ast.walk(function)
           if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)):
        for outcome in returning(failure, place, Subject("empty", ("value",)))[:2]:
            if outcome.value and outcome.lines[-1] != "return":
                values.append((outcome.cost - 8, outcome.value, outcome.reason))
    for kind in kinds:
        if kind != "None":
            gathers = all(isinstance(source.statement_of(store), ast.AugAssign) for store in stores)
            reason = f"it is the empty value of what `{name}` holds otherwise"
            values.append((22, kind, Said(f"`{name}` is only added to, so it begins with nothing") if gathers else reason))
    values.append((32, "None", f"`{name}` may be absent"))
    return values


def _global(place, name):
    source, function = place.source, place.function
    outer = [
        target for node in source.tree.body if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == name
    ]
    enclosing = next((node for node in source.ancestors(function) if isinstance(node, FUNCTIONS)), None)
    keyword = "global" if outer else None
    if enclosing is not None and any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for node in scope_nodes(enclosing)
    ):
        keyword = "nonlocal"
    if keyword is None:
        return
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(function.body) > 1:
        first = function.body[1]
    if source.starts_line(first):
        yield Candidate(
            "outer-name", "fix", [source.insert_before(first, [f"{keyword} {name}"])], 6,
            f"{at(place)} changes `{name}` of the scope around it, but without `{keyword}` Python takes it for a local "
            "one that has no value yet. The change says which one is meant.",
            Said("the name is defined outside the function"))
