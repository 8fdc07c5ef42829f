"""Repairs where a value is made: read up before its second reader, shadowed, shared or left None by default, kept too briefly keyed."""

import ast
import builtins
import re

from repair_candidate import Candidate, at
from repair_errors import extended_import, insert_import
from repair_evidence import is_generator, returns_of
from repair_reasons import Said
from repair_source import dotted, names_in, own_nodes, parameters, scope_nodes

ONE_PASS = {"map", "filter", "zip", "iter", "reversed", "enumerate"}
CONTAINERS = {"list": "list", "List": "list", "dict": "dict", "Dict": "dict", "set": "set", "Set": "set"}


def candidates(failure):
    for place in failure.places[:3]:
        yield from _read_up(failure, place)
    yield from _shadowed(failure, failure.place)
    if "NoneType" in failure.message:
        for place in failure.places[:2]:
            yield from _none_fields(failure, place)
    yield from _short_keys(failure)


def _read_up(failure, place):
    """A generator that two readers go through: the second finds nothing left."""
    source, function = place.source, place.function
    if function is None:
        return
    read_here = {node.id for node in own_nodes(place.statement) if isinstance(node, ast.Name)}
    for node in scope_nodes(function):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        name = node.targets[0].id
        reads = [item for item in ast.walk(function) if isinstance(item, ast.Name) and item.id == name
                 and isinstance(item.ctx, ast.Load)]
        if name not in read_here or len(reads) < 2 or not _gives_once(failure.repository, node.value):
            continue
        text = source.text_of(node.value)
        text = text[1:-1] if isinstance(node.value, ast.GeneratorExp) and text.startswith("(") else text
        yield Candidate(
            "read-up", "fix", [source.replace(node.value, f"list({text})")], 3,
            f"{at(place)} goes through `{name}` (line {node.lineno}) a second time, but a generator gives its entries once. "
            "The change keeps them in a list.", Said("a list can be gone through again"))


def _gives_once(repository, value):
    if isinstance(value, ast.GeneratorExp):
        return True
    if not isinstance(value, ast.Call):
        return False
    name = (dotted(value.func) or getattr(value.func, "attr", "")).split(".")[-1]
    if isinstance(value.func, ast.Name) and name in ONE_PASS:
        return True
    made = [function for _, function in repository.functions(name)]
    return len(made) == 1 and (is_generator(made[0]) or bool(returns_of(made[0])) and all(
        isinstance(node.value, ast.GeneratorExp) for node in returns_of(made[0])))


def _shadowed(failure, place):
    """A local that takes the name of a builtin which the same function calls."""
    match = re.search(r"variable '(\w+)'|object is not callable", failure.message)
    if match is None or place.function is None:
        return
    source, function = place.source, place.function
    called = {node.func.id for node in place.expressions(ast.Call) if isinstance(node.func, ast.Name)}
    names = {match.group(1)} if match.group(1) else called
    for name in sorted(names & called & set(dir(builtins))):
        uses = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name]
        own = [node for node in uses if not (
            isinstance(source.parents.get(node), ast.Call) and source.parents[node].func is node)]
        if not any(isinstance(node.ctx, ast.Store) for node in own) or any(
            parameter.arg == name for parameter in parameters(function)
        ):
            continue
        yield Candidate(
            "shadowed-builtin", "fix", [source.replace(node, f"{name}_") for node in own], 1,
            f"{at(place)} calls `{name}`, but line {own[0].lineno} of the same function takes that name for a value of its "
            f"own. The change calls that value `{name}_`.", Said(f"`{name}` is meant as the builtin where it is called"))


def _none_fields(failure, place):
    """A field of a container type whose default is None."""
    names = {node.attr for node in own_nodes(place.statement) if isinstance(node, ast.Attribute)}
    for source in failure.repository.sources():
        for definition in (node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)):
            if not any("dataclass" in ast.unparse(item) for item in definition.decorator_list):
                continue
            beside = "default_factory" in "".join(ast.unparse(item) for item in definition.body)
            for field in definition.body:
                if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name) or (
                    field.target.id not in names or not isinstance(field.value, ast.Constant) or field.value.value is not None
                ):
                    continue
                kind = CONTAINERS.get(ast.unparse(field.annotation).split("[")[0].split(".")[-1])
                if kind is None:
                    continue
                edits = [source.replace(field.value, f"field(default_factory={kind})")] + _import_field(source)
                yield Candidate(
                    "container-field", "fix", edits, 2 if beside else 7,
                    f"`{definition.name}.{field.target.id}` ({source.path}:{field.lineno}) is a {kind}, but None unless it is "
                    f"given, and {at(place)} takes a {kind} for granted. The change begins it with an empty one.",
                    Said("the other fields of the class do so" if beside else "its type promises one"))


def _import_field(source):
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses":
            return [] if any(alias.name == "field" for alias in node.names) else [extended_import(source, node, "field")]
    return [insert_import(source, "from dataclasses import field")]


def _short_keys(failure):
    """A store whose key leaves out an argument that the stored value was made with."""
    called = {(dotted(node.func) or getattr(node.func, "attr", "")).split(".")[-1]
              for place in failure.places[:4] if place.function is not None
              for node in ast.walk(place.function) if isinstance(node, ast.Call)}
    called |= {place.function.name for place in failure.places[:4] if place.function is not None}
    for name in sorted(called):
        for source, function in list(failure.repository.functions(name))[:2]:
            yield from _short_key(source, function)


def _short_key(source, function):
    given = {parameter.arg for parameter in parameters(function)} - {"self", "cls"}
    for node in scope_nodes(function):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if not isinstance(target, ast.Subscript) or not isinstance(target.slice, ast.Name) or not isinstance(
            node.value, ast.Call
        ):
            continue
        store, key = source.text_of(target.value), target.slice.id
        asked = any(isinstance(item, ast.Compare) and isinstance(item.ops[0], (ast.In, ast.NotIn))
                    and dotted(item.left) == key and source.text_of(item.comparators[0]) == store for item in ast.walk(function))
        makers = {item for argument in node.value.args + [word.value for word in node.value.keywords]
                  for item in names_in(argument)} & given
        made = next((item for item in scope_nodes(function) if isinstance(item, ast.Assign)
                     and dotted(item.targets[0]) == key), None)
        covered = names_in(made.value) & given if made is not None else {key}
        missing = [parameter.arg for parameter in parameters(function) if parameter.arg in makers - covered]
        if not asked or not missing or not covered or made is None:
            continue
        parts = made.value.elts if isinstance(made.value, ast.Tuple) else [made.value]
        text = "(" + ", ".join([source.text_of(part) for part in parts] + missing) + ")"
        yield Candidate(
            "short-key", "fix", [source.replace(made.value, text)], 6,
            f"`{function.name}` ({source.path}:{made.lineno}) keeps what it makes of {', '.join(sorted(makers))} under a key "
            f"without {', '.join(missing)}, so one caller gets what was made for another. The change adds it to the key.",
            Said("everything the value depends on belongs to its key"))
