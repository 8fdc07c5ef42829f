"""One change of a program: a value at a place takes another, loses or gains a part."""

import ast
import copy

from reproduce_program import expression, is_literal
from reproduce_values import empty_like


class Change:
    """One edit of values by path, with what it costs in plausibility."""

    def __init__(self, action, paths, value=None, cost=1.0, label=""):
        self.action, self.paths, self.value, self.cost = action, paths, value, cost
        self.label = label or f"{action} {paths[0][-1]}"

    def key(self):
        return (self.action, tuple(self.paths), ast.unparse(self.value) if isinstance(self.value, ast.AST) else self.value)

    def perform(self, slot, other=None):
        node = slot.node
        if self.action == "set":
            if node is not None and ast.unparse(node) == ast.unparse(self.value):
                return False
            slot.put(copy.deepcopy(self.value))
        elif self.action == "drop":
            if node is None or slot.remove is None:
                return False
            slot.remove()
        elif self.action == "empty":
            slot.put(empty_like(node) if node is not None else expression("[]"))
        elif self.action == "truncate":
            elements = sequence_of(node)
            if elements is None or len(elements) <= self.value:
                return False
            del elements[self.value:]
        elif self.action == "twice":
            elements = sequence_of(node)
            if not elements:
                return False
            elements.extend(copy.deepcopy(elements[:1]))
        elif self.action == "same":
            if node is None or other is None or other.node is None:
                return False
            slot.put(copy.deepcopy(other.node))
        return True


def sequence_of(node):
    """The element nodes of a list, tuple, set, or of a call wrapped around one."""
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return node.elts
    if isinstance(node, ast.Call) and callee(node) in ("deque", "list", "iter", "set", "tuple") and node.args:
        return sequence_of(node.args[0])
    return None


def callee(node):
    if isinstance(node, ast.Call):
        node = node.func
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def literal_or_none(value):
    """A plain value as source while it is small."""
    try:
        text = repr(value)
        if len(text) > 4000:
            return None
        node = expression(text)
    except Exception:
        return None
    return node if is_literal(node) else None


def empty_of(value):
    return expression({dict: "{}", list: "[]", set: "set()", tuple: "()"}.get(type(value), "None"))
