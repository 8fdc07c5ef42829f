"""A set of kinds of values, and the kinds of what is written out or annotated."""

import ast

from reproduce_annotate import last_name


class Kinds:
    """Names of types; `is_open` where others may be among them too. `records` are the keys of the dicts written out there."""

    def __init__(self, *names, is_open=False, records=()):
        self.names, self.is_open, self.records = set(names), is_open, list(records)

    def add(self, other):
        self.names |= other.names
        self.is_open |= other.is_open
        self.records += other.records
        return self

    def without_none(self):
        return Kinds(*self.names - {"NoneType"}, is_open=self.is_open, records=self.records)

    @property
    def keys(self):
        """Keys that every dict has; none where one dict isn't written out."""
        known = [r for r in self.records if r is not None]
        return frozenset.intersection(*known) if known and len(known) == len(self.records) else frozenset()


def unknown(*names):
    return Kinds(*names, is_open=True)


class WrittenKinds:
    """The kinds that a text says itself. The reader of the rest is a `KindReader`."""

    def of_constant(self, node, *_):
        return Kinds(type(node.value).__name__)

    def of_joinedstr(self, *_):
        return Kinds("str")

    def of_list(self, *_):
        return Kinds("list")

    of_listcomp = of_list

    def of_tuple(self, *_):
        return Kinds("tuple")

    def of_set(self, *_):
        return Kinds("set")

    of_setcomp = of_set

    def of_dict(self, node, *_):
        whole = all(isinstance(k, ast.Constant) for k in node.keys)
        return Kinds("dict", records=[frozenset(k.value for k in node.keys) if whole and node.keys else None])

    def of_dictcomp(self, *_):
        return Kinds("dict", records=[None])

    def of_generatorexp(self, *_):
        return Kinds("generator")

    def of_lambda(self, *_):
        return Kinds("function")

    def of_compare(self, *_):
        return Kinds("bool")

    def annotated(self, node):
        """The kinds an annotation names; open where it can't be told."""
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                try:
                    return self.annotated(ast.parse(node.value, mode="eval").body)
                except (SyntaxError, ValueError):
                    return unknown()
            return Kinds("NoneType") if node.value is None else unknown()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self.annotated(node.left).add(self.annotated(node.right))
        name = last_name(node)
        if name in ("Optional", "Union") and isinstance(node, ast.Subscript):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            found = Kinds(*["NoneType"] * (name == "Optional"))
            for part in parts:
                found.add(self.annotated(part))
            return found
        plain = {"List": "list", "Dict": "dict", "Tuple": "tuple", "Set": "set"}.get(name, name)
        if plain in ("str", "int", "float", "bool", "bytes", "list", "dict", "tuple", "set"):
            return Kinds(plain, records=[None] if plain == "dict" else ())
        own = [thing for _, thing in self.world.holders(name) if isinstance(thing, type)]
        return Kinds(name) if own else unknown()
