"""Repairs of names: missing imports, misspelt attributes, properties that call themselves."""

import ast
import difflib
import re
import sys

import repair_templates_cycles
from repair_candidate import Candidate, at
from repair_errors import insert_import
from repair_evidence import kind_of_value
from repair_places import in_quotes
from repair_reasons import Said
from repair_source import FUNCTIONS, Edit, dotted, parameters
from repair_style import Style
from repair_templates_unbound import unbound


def candidates(failure):
    if failure.exception == "UnboundLocalError":
        yield from unbound(failure, failure.place)
    elif failure.exception == "NameError":
        yield from _undefined(failure, failure.place)
    elif failure.exception == "AttributeError":
        yield from _attributes(failure, failure.place)
    elif failure.exception == "RecursionError":
        for place in failure.places[:3]:
            yield from _recursion(failure, place)
            yield from repair_templates_cycles.cycles(failure, place)


def _undefined(failure, place):
    match = re.search(r"name '(\w+)' is not defined", failure.message)
    if match is None:
        return
    name, source = match.group(1), place.source
    imported = _import_elsewhere(failure.repository, source, name)
    lines = [imported] if imported else []
    if name in sys.stdlib_module_names:
        lines.append(f"import {name}")
    for line in lines:
        yield Candidate(
            "missing-import", "fix", [insert_import(source, line)], 5,
            f"{at(place)} uses `{name}`, which `{source.path}` never imports. The change imports it.",
            Said("the name is defined, only not here"))
    known = {argument.arg for argument in parameters(place.function)} if place.function is not None else set()
    scope = place.function if place.function is not None else source.tree
    known |= {node.id for node in ast.walk(scope) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    known |= {node.name for node in source.tree.body if isinstance(node, FUNCTIONS + (ast.ClassDef,))}
    known |= {target.id for node in source.tree.body if isinstance(node, ast.Assign) for target in node.targets
              if isinstance(target, ast.Name)}
    like = difflib.get_close_matches(name, sorted(known - {name}), 3, 0.75)
    for near in like[:2]:
        for node in place.expressions(ast.Name):
            if node.id == name:
                yield Candidate(
                    "misspelt-name", "fix", [source.replace(node, near)], 8,
                    f"{at(place)} uses `{name}`, which does not exist; `{near}` does. The change uses that.",
                    Said("it is the only name like it in scope") if len(like) == 1 else "a name like it is in scope")


def _import_elsewhere(repository, source, name):
    for other in repository.sources():
        for node in other.tree.body if name in other.text else ():
            if isinstance(node, (ast.Import, ast.ImportFrom)) and any(
                (alias.asname or alias.name) == name for alias in node.names
            ):
                alias = next(item for item in node.names if (item.asname or item.name) == name)
                written = alias.name + (f" as {alias.asname}" if alias.asname else "")
                if isinstance(node, ast.Import):
                    return f"import {written}"
                if node.level == 0 or other.path.rsplit("/", 1)[0] == source.path.rsplit("/", 1)[0]:
                    return f"from {'.' * node.level}{node.module or ''} import {written}"
    return None


def _attributes(failure, place):
    match = re.match(r"(?:type object )?'(\w+)' object has no attribute '(\w+)'", failure.message)
    if match is None or match.group(1) == "NoneType":
        return
    kind, name, source = match.group(1), match.group(2), place.source
    nodes = [node for node in place.expressions(ast.Attribute) if node.attr == name]
    for node in nodes:
        start, end = source.span(node.value)[1], source.span(node)[1]
        if kind == "dict" and isinstance(node.ctx, ast.Load):
            parent = source.parents.get(node)
            if not isinstance(parent, ast.Call) or parent.func is not node:
                yield Candidate(
                    "key-not-attribute", "fix",
                    [Edit(source.path, start, end, f"[{Style(source).string(name)}]")], 8,
                    f"{at(place)} reads `.{name}` of a dictionary, which keeps it as a key. The change reads the key.",
                    Said(f"the repository keeps `{name}` as a key") if _is_key(failure, name) else
                    "a dictionary has keys, not attributes")
        for _, definition in list(failure.repository.classes(kind))[:1]:
            known = {item.name for item in definition.body if isinstance(item, FUNCTIONS)}
            known |= {item.target.id for item in definition.body
                      if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)}
            known |= {item.attr for item in ast.walk(definition) if isinstance(item, ast.Attribute)
                      and isinstance(item.ctx, ast.Store) and isinstance(item.value, ast.Name) and item.value.id == "self"}
            like = difflib.get_close_matches(name, sorted(known - {name}), 3, 0.75)
            for near in like[:2]:
                yield Candidate(
                    "misspelt-attribute", "fix", [Edit(source.path, start, end, f".{near}")], 9,
                    f"{at(place)} reads `.{name}` of a `{kind}`, which has `.{near}` instead. The change reads that.",
                    Said(f"it is the only attribute of `{kind}` like it") if len(like) == 1 else "an attribute like it is there")
            if name in known:
                yield from _initialised(failure, kind, name)


def _is_key(failure, name):
    """Whether the repository writes the name as a key somewhere."""
    return any(re.search(rf"[\"']{re.escape(name)}[\"']\s*[\]:]", source.text) for source in failure.repository.sources())


def _initialised(failure, kind, name):
    """An attribute that a method sets but `__init__` does not."""
    for source, definition in list(failure.repository.classes(kind))[:1]:
        initialiser = next((item for item in definition.body if isinstance(item, FUNCTIONS) and item.name == "__init__"), None)
        if initialiser is None or any(
            isinstance(item, ast.Attribute) and item.attr == name and isinstance(item.ctx, ast.Store)
            for item in initialiser.body if isinstance(item, ast.Assign)
        ):
            continue
        kinds = [kind_of_value(item.value) for item in ast.walk(definition) if isinstance(item, ast.Assign)
                 and any(isinstance(target, ast.Attribute) and target.attr == name for target in item.targets)]
        last = initialiser.body[-1]
        for value in dict.fromkeys([item for item in kinds if item] + ["None"]):
            if source.starts_line(last):
                yield Candidate(
                    "attribute-start", "fix", [source.insert_after(last, [f"self.{name} = {in_quotes(source, value)}"])],
                    14 if value != "None" else 18,
                    f"`{kind}` sets `self.{name}` only in some methods, so reading it before fails. The change gives it "
                    f"`{value}` in `__init__`.", _from_the_start(source, name, value), value)


def _from_the_start(source, name, value):
    """Why an attribute begins as None: its class asks whether it is there."""
    asked = re.search(rf"self\.{re.escape(name)} is (not )?None|if (not )?self\.{re.escape(name)}\b", source.text)
    reason = "every attribute has a value from the start"
    return Said(f"the class asks whether there is a `{name}`") if asked and value == "None" else reason


def _recursion(failure, place):
    """A property or `__getattr__` that reads itself."""
    function, source = place.function, place.source
    if function is None:
        return
    decorators = {dotted(node) for node in function.decorator_list}
    for node in place.expressions(ast.Attribute):
        if node.attr == function.name and dotted(node.value) == "self" and (
            "property" in decorators or any(item and item.endswith(".setter") for item in decorators)
        ):
            yield Candidate(
                "self-reading-property", "fix", [source.replace(node, f"self._{function.name}")], 5,
                f"{at(place)} is a property that reads itself without end. The change reads the value behind it.",
                Said("a property keeps its value under another name"))
