"""Changes one part of a candidate's input: finds where the program writes a value down and writes another."""

import ast
import copy

from reproduce_change import callee, empty_of, literal_or_none, sequence_of
from reproduce_program import Patch, assigned_value, is_literal, literal, provides


class Slot:
    """A place in a program that holds one value. `node` is None where nothing is written yet."""

    def __init__(self, node, put, remove=None):
        self.node, self.put, self.remove = node, put, remove


def item_slot(items, index, remove=None):
    def put(value):
        items[index] = value

    return Slot(items[index], put, remove or (lambda: items.pop(index)))


def keyword_slot(call, name, position=None):
    """The argument of a call by name, or by position where it was passed so."""
    for index, keyword in enumerate(call.keywords):
        if keyword.arg == name:
            return Slot(keyword.value, lambda v: setattr(keyword, "value", v), lambda: call.keywords.pop(index))
    if position is not None and position < len(call.args) and not any(isinstance(a, ast.Starred) for a in call.args):
        return item_slot(call.args, position)
    return Slot(None, lambda value: call.keywords.append(ast.keyword(name, value)))


class Editor:
    """Edits programs that end in a call of one entry function."""

    def __init__(self, world, entry):
        self.world, self.entry = world, entry
        self.name = entry.name
        if entry.owner is not None and entry.name in ("__init__", "__post_init__", "__new__"):
            self.name = entry.owner.__name__
        self.owner = entry.owner.__name__ if entry.owner is not None else None

    def act(self, program):
        """The call under suspicion: the last one of the entry's name."""
        for statement in reversed(program.body):
            calls = [n for n in ast.walk(statement) if isinstance(n, (ast.Call, ast.Attribute)) and callee(n) == self.name]
            calls.sort(key=lambda n: isinstance(n, ast.Attribute))
            if calls:
                return calls[0]
        return None

    def apply(self, program, change):
        """A changed copy, or None where the program doesn't write that value down."""
        made = program.copy(change.cost, f"{program.origin}; {change.label}")
        if change.action == "itself":
            return self.tied(made, change.paths[0])
        slots = [self.locate(made, path) for path in change.paths]
        if not slots or any(s is None for s in slots):
            return None
        if not change.perform(*slots):
            return None
        for statement in made.body:
            ast.fix_missing_locations(statement)
        return made if made.text() != program.text() else None

    def tied(self, program, path):
        """The program with an object's attribute set to the object itself."""
        reference = self.reference(program, path[:-1])
        if reference is None:
            return None
        program.body.insert(len(program.body) - 1, ast.parse(f"{reference}.{path[-1][1]} = {reference}").body[0])
        return program

    def locate(self, program, path):
        slot = self.root(program, path[0])
        for index, step in enumerate(path[1:]):
            if slot is None:
                return None
            slot = self.written(program, slot)
            if slot.node is None:
                return None
            slot = self.descend(program, slot, step, self.reference(program, path[: index + 1]))
        if slot is not None and slot.node is not None and not isinstance(slot.node, ast.Call):
            slot = self.written(program, slot)
        return slot

    def root(self, program, step):
        if step[0] == "global":
            return self.global_slot(program, step[1], step[2])
        call = self.act(program)
        if call is None:
            return None
        if step[0] == "self":
            return self.receiver(call)
        if not isinstance(call, ast.Call) and step[0] != "init":
            return None
        if step[0] == "inner":
            outer = next((n for s in program.body for n in ast.walk(s)
                          if isinstance(n, ast.Call) and n.func is call), None)
            return keyword_slot(outer, step[1]) if outer else None
        if step[0] == "param":
            names = self.entry.parameters()
            return keyword_slot(call, step[1], names.index(step[1]) if step[1] in names else None)
        if step[0] == "init":
            made = self.construction(program, self.owner)
            return self.constructor_slot(made, step[1]) if made else None
        return None

    def receiver(self, call):
        function = call.func if isinstance(call, ast.Call) else call
        if isinstance(function, ast.Attribute):
            return Slot(function.value, lambda value: setattr(function, "value", value))
        return None

    def construction(self, program, name):
        for statement in reversed(program.body):
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and callee(node) == name:
                    return node
        return None

    def constructor_slot(self, call, name):
        order = []
        for module, thing in self.world.holders(callee(call)):
            definition = self.world.method(thing, "__init__")
            order = definition.parameters() if definition else list(getattr(thing, "__dataclass_fields__", ()) or
                                                                    getattr(thing, "_fields", ()))
            break
        return keyword_slot(call, name, order.index(name) if name in order else None)

    def global_slot(self, program, module, name):
        patch = next((p for p in program.patches if (p.module, p.name) == (module, name)), None)
        if patch is None:
            value = self.world.value(module, name)
            node = literal_or_none(value)
            patch = Patch(module, name, node if node is not None else literal(None))

            def put(value):
                patch.value = value
                program.patches.append(patch)

            if node is None:
                return Slot(empty_of(value), put)
            program.patches.append(patch)
        return Slot(patch.value, lambda value: setattr(patch, "value", value))

    def written(self, program, slot):
        """The slot of the value itself, where the program only names it here."""
        for _ in range(5):
            if not isinstance(slot.node, ast.Name):
                return slot
            statement = assigned_value(program, slot.node.id)
            if statement is not None:
                slot = Slot(statement.value, lambda v, s=statement: setattr(s, "value", v))
                continue
            for given in program.prelude:
                if isinstance(given, ast.Assign) and slot.node.id in provides(given) and is_literal(given.value):
                    copied = copy.deepcopy(given.value)
                    slot.put(copied)
                    slot = Slot(copied, slot.put)
                    break
            else:
                return slot
        return slot

    def reference(self, program, path):
        """How the program can name the object at a path, for setting its attributes."""
        slot = self.root(program, path[0])
        if slot is None or slot.node is None:
            return None
        text = ast.unparse(slot.node) if isinstance(slot.node, (ast.Name, ast.Attribute)) else None
        for step in path[1:]:
            text = f"{text}.{step[1]}" if text and step[0] in ("attr", "ctor") else None
        return text

    def descend(self, program, slot, step, reference):
        node, kind = slot.node, step[0]
        if kind == "key":
            return self.key_slot(node, step[1])
        if kind == "value":
            if isinstance(node, ast.Dict) and node.values:
                return item_slot(node.values, 0, lambda: (node.keys.pop(0), node.values.pop(0)))
            return None
        if kind in ("element", "item"):
            elements = sequence_of(node)
            index = step[1] if kind == "item" else 0
            if elements and -len(elements) <= index < len(elements):
                return item_slot(elements, index)
            return None
        if kind == "result":
            return self.result_slot(node, step[1])
        if kind in ("attr", "ctor"):
            return self.attribute_slot(program, node, step[1], reference)
        return None

    def key_slot(self, node, key):
        if isinstance(node, ast.Call) and callee(node) == "dict":
            return keyword_slot(node, key)
        if not isinstance(node, ast.Dict):
            return None
        for index, known in enumerate(node.keys):
            if isinstance(known, ast.Constant) and known.value == key:
                return item_slot(node.values, index, lambda: (node.keys.pop(index), node.values.pop(index)))
        return Slot(None, lambda value: (node.keys.append(literal(key)), node.values.append(value)))

    def result_slot(self, node, method):
        if isinstance(node, ast.Lambda) and method == "__call__":
            return Slot(node.body, lambda value: setattr(node, "body", value))
        if not isinstance(node, ast.Call):
            return None
        if callee(node) == "nullcontext" and node.args and method == "__enter__":
            return item_slot(node.args, 0)
        if callee(node) == "SimpleNamespace":
            inner = keyword_slot(node, method).node
            if isinstance(inner, ast.Lambda):
                return Slot(inner.body, lambda value: setattr(inner, "body", value))
            if callee(inner) == "AsyncMock":
                return keyword_slot(inner, "return_value")
        if callee(node) in ("Mock", "MagicMock", "AsyncMock"):
            return keyword_slot(node, "return_value" if method == "__call__" else f"{method}.return_value")
        return None

    def attribute_slot(self, program, node, name, reference):
        if isinstance(node, ast.Call) and (callee(node) == "SimpleNamespace" or self.world.takes(callee(node), name)):
            return self.constructor_slot(node, name)
        if reference is None:
            return None
        for statement in reversed(program.body):
            if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == f"{reference}.{name}":
                return Slot(statement.value, lambda v: setattr(statement, "value", v))

        def put(value):
            made = ast.parse(f"{reference}.{name} = 0").body[0]
            made.value = value
            program.body.insert(len(program.body) - 1, made)

        return Slot(None, put)
