"""Repairs of operands that don't go together: Decimal with float, times with and without a zone."""

import ast
import re

from repair_candidate import Candidate, at
from repair_errors import extended_import
from repair_places import assignment_of
from repair_reasons import Said
from repair_source import dotted, is_pure, scope_nodes

READERS = {"fromisoformat", "strptime", "fromtimestamp", "utcfromtimestamp", "combine", "utcnow", "now", "today"}


def candidates(failure):
    yield from _exact(failure, failure.place)
    if "offset-naive and offset-aware" in failure.message:
        yield from _zones(failure)
        yield from _aware_now(failure, failure.place)


def _exact(failure, place):
    match = re.search(r"for ([^:]+): '([\w.]+)' and '([\w.]+)'", failure.message)
    kinds = [kind.split(".")[-1] for kind in match.groups()[1:]] if match else []
    if sorted(kinds) != ["Decimal", "float"]:
        return
    source = place.source
    name = "Decimal" if re.search(r"^from decimal import .*\bDecimal\b", source.text, re.M) else (
        "decimal.Decimal" if re.search(r"^import decimal\b", source.text, re.M) else None)
    if name is None:
        return
    found = [(node, node.left, node.right) for node in place.expressions(ast.BinOp)]
    if isinstance(place.statement, ast.AugAssign):
        found.append((place.statement, place.statement.target, place.statement.value))
    for number, (_, left, right) in enumerate(found):
        side = left if kinds[0] == "float" else right
        if isinstance(getattr(side, "ctx", None), ast.Store):
            continue
        text = source.text_of(side)
        fixed = f'{name}("{text}")' if isinstance(side, ast.Constant) else f"{name}(str({text}))"
        yield Candidate(
            "exact-number", "fix", [source.replace(side, fixed)], 8 + number,
            f"{at(place)} calculates an exact number with the float `{text}`, which Python refuses. The change makes "
            "an exact number of it first.", Said("money stays exact when the other side becomes a Decimal by its digits"))


def _zones(failure):
    """The time without a zone is taken for UTC where it is read."""
    place = failure.place
    for where, node, cost in _read(failure, place):
        source = where.source if hasattr(where, "source") else where
        statement = source.statement_of(node)
        zone, edits = _zone(source)
        if zone is None:
            continue
        unit = source.indent_unit()
        if isinstance(statement, ast.Return) and statement.value is node and source.starts_line(statement):
            name = "instant" if "instant" not in source.text_of(source.function_of(node)) else "moment"
            lines = [f"{name} = {source.text_of(node)}", f"if {name}.tzinfo is None:",
                     f"{unit}{name} = {name}.replace(tzinfo={zone})"]
            edits = edits + [source.insert_before(statement, lines), source.replace(node, name)]
        elif isinstance(statement, ast.Assign) and statement.value is node and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            edits = edits + [source.insert_after(statement, [
                f"if {name}.tzinfo is None:", f"{unit}{name} = {name}.replace(tzinfo={zone})"])]
        else:
            continue
        yield Candidate(
            "time-zone", "fix", edits, cost,
            f"{at(place)} compares a time that carries no zone with one that does. The change takes a time that is "
            f"read without a zone ({source.path}:{node.lineno}) for UTC.", _agreed_on(source))


def _agreed_on(source):
    """Why a time without a zone is UTC: the file says so, or takes other times for UTC."""
    said = re.search(r"\bUTC\b|timezone\.utc|utcnow", source.text)
    return Said(f"{source.path} reckons in UTC") if said else "both times now carry a zone"


def _read(failure, place):
    """(file, expression, cost) of the places that read a time which comes to the failing line."""
    named = {(dotted(node.func) or getattr(node.func, "attr", "")).split(".")[-1]
             for node in ast.walk(place.statement) if isinstance(node, ast.Call)}
    for node in ast.walk(place.statement):
        assignment = assignment_of(place, node.id) if isinstance(node, ast.Name) else None
        for item in ast.walk(assignment.value) if assignment is not None and assignment.value is not None else ():
            if isinstance(item, ast.Call):
                named.add((dotted(item.func) or getattr(item.func, "attr", "")).split(".")[-1])
                if _is_reader(item):
                    yield place.source, item, 10
    for name in sorted(named):
        for source, function in list(failure.repository.functions(name))[:2]:
            for item in scope_nodes(function) if not source.is_test else ():
                if _is_reader(item):
                    yield source, item, 11


def _is_reader(node):
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in READERS:
        return False
    has_zone = any(keyword.arg in {"tz", "tzinfo"} for keyword in node.keywords)
    return not has_zone and is_pure(node.func.value) and not (node.func.attr == "now" and node.args)


def _zone(source):
    """(text of UTC, edits that import it)"""
    if re.search(r"^import datetime as (\w+)", source.text, re.M):
        return re.search(r"^import datetime as (\w+)", source.text, re.M).group(1) + ".timezone.utc", []
    if re.search(r"^import datetime\b", source.text, re.M):
        return "datetime.timezone.utc", []
    statement = next((node for node in source.tree.body if isinstance(node, ast.ImportFrom) and node.module == "datetime"), None)
    if statement is None:
        return None, []
    if any(alias.name in {"timezone", "UTC"} and not alias.asname for alias in statement.names):
        has = {alias.name for alias in statement.names}
        return "timezone.utc" if "timezone" in has else "UTC", []
    return "timezone.utc", [extended_import(source, statement, "timezone")]


def _aware_now(failure, place):
    """`now()` and `utcnow()` asked for a time with its zone."""
    source = place.source
    for node in ast.walk(place.function if place.function is not None else source.tree):
        name = dotted(node.func) if isinstance(node, ast.Call) else None
        if name and name.endswith(("datetime.now", "datetime.utcnow")) and not node.args and not node.keywords:
            prefix = name.rsplit(".", 1)[0]
            zone = "datetime.timezone.utc" if prefix == "datetime.datetime" else "timezone.utc"
            edits = [source.replace(node, f"{prefix}.now({zone})")]
            if zone == "timezone.utc" and not re.search(r"^from datetime import .*\btimezone\b", source.text, re.M):
                statement = next((item for item in source.tree.body if isinstance(item, ast.ImportFrom)
                                  and item.module == "datetime"), None)
                if statement is None:
                    continue
                edits.append(extended_import(source, statement, "timezone"))
            yield Candidate(
                "aware-now", "fix", edits, 8, f"{at(place)} compares a time with a zone to `{name}()`, which has none. "
                "The change asks for the time in UTC, with its zone.", _agreed_on(source))
