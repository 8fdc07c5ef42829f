"""One thing that may be done when a value is absent, and what there is to say about it."""

import ast
import builtins
from dataclasses import dataclass, field

from repair_source import FUNCTIONS
from repair_style import Style


@dataclass
class Subject:
    """What is absent: the situation, the message's parts, and the expression an error may take instead."""

    situation: str
    parts: tuple
    key: str = ""
    noun: str = ""


@dataclass
class Outcome:
    kind: str
    lines: list
    cost: float
    phrase: str
    reason: str
    extra: list = field(default_factory=list)
    value: str = ""
    error: str = ""
    logs: bool = False
    behind: object = None


def module_names(source):
    """Names that exist everywhere in the file, builtin ones included."""
    names = set(dir(builtins)) | {"self", "cls"}
    for node in source.tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            names.add(node.name)
        else:
            names |= {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}
    return names


def log_arguments(place, subject):
    """Arguments of a logging call that says what is absent."""
    style = Style(place.source)
    text = "".join(
        part.replace("%", "%%") if isinstance(part, str) else "%s" if len(part) > 1 else "%r" for part in subject.parts)
    values = [part[0] for part in subject.parts if isinstance(part, tuple)]
    return ", ".join([style.string(text[:1].upper() + text[1:])] + values)
