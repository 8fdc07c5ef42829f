"""What a message says of its bug: its shape and constant parts, apart from numbers and values that vary with the data."""

import ast
import re

# The quoted part of these names something in the code, which is the same whatever the data.
NAMING = {"AttributeError", "NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError"}
KEYED = {"get", "pop", "setdefault"}
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def masked(message):
    """A message without its numbers, names and quoted parts."""
    return re.sub(r"'[^']*'|\"[^\"]*\"|0x[0-9a-f]+|\d+(\.\d+)?", "?", message)


def quoted(message):
    """The quoted parts of a message, in order, without what Python guesses was meant."""
    return [one or two for one, two in QUOTED.findall(message.partition(". Did you mean")[0])]


def is_another(exception, logged, mine, keys):
    """Whether two messages of errors of one type, from one line, tell of two bugs: by another name, or another key of the code.

    `keys` are those that the code itself spells out. A key that it doesn't comes with the data and may vary.
    """
    short = exception.split(".")[-1]
    here, there = quoted(logged), quoted(mine)
    if short in NAMING or short == "TypeError" and "required" in logged and "argument" in logged:
        return bool(here and there) and here[-1] != there[-1]
    if short != "KeyError" or masked(logged) != masked(mine):
        return False
    return any(one != two and (one in keys or two in keys) for one, two in zip(here, there))


def keys_of(tree):
    """Texts that a file reads entries by, or lists to be gone through."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            found.add(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in KEYED:
            found.update(node.args[:1])
        elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            found.update(node.elts)
        elif isinstance(node, ast.Dict):
            found.update(key for key in node.keys if key is not None)
    return {node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}
