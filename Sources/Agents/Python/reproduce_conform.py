"""Whether a value, as it was told of, is one that an annotation allows."""

import ast
import inspect

from reproduce_annotate import ITERABLES, MAPPINGS, is_typed_dict, last_name
from reproduce_given import STAND_IN

PLAIN = {"NoneType", "str", "int", "float", "bool", "bytes", "list", "dict", "tuple", "set", "frozenset"}
SEQUENCES = {"list", "tuple", "set", "frozenset", "deque", "str", "bytes", "dict"}
WIDER = {"float": {"int", "bool"}, "int": {"bool"}, "complex": {"int", "float", "bool"}, "bytes": {"bytearray"}}
CONCRETE = {"list": {"list"}, "List": {"list"}, "set": {"set"}, "Set": {"set"}, "frozenset": {"frozenset"}, "FrozenSet": {"frozenset"},
            "deque": {"deque"}, "Sequence": {"list", "tuple", "str", "bytes", "deque"}, "MutableSequence": {"list", "deque"},
            "tuple": {"tuple"}, "Tuple": {"tuple"}}
ANY = {"Any", "object", "TypeVar", "Self"}


class Conformity:
    """Compares told values with annotations. What can't be told apart is allowed."""

    def __init__(self, world):
        self.world = world

    def allows(self, annotation, value, module):
        if isinstance(annotation, ast.Constant):
            if isinstance(annotation.value, str):
                try:
                    return self.allows(ast.parse(annotation.value, mode="eval").body, value, module)
                except (SyntaxError, ValueError):
                    return True
            return annotation.value is not None or value["kind"] == "NoneType"
        if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
            return self.allows(annotation.left, value, module) or self.allows(annotation.right, value, module)
        if isinstance(annotation, ast.Subscript):
            return self.allows_generic(annotation, value, module)
        return self.allows_name(annotation, value, module) if isinstance(annotation, (ast.Name, ast.Attribute)) else True

    def allows_generic(self, annotation, value, module):
        name = last_name(annotation.value)
        inside = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        if name == "Optional" and value["kind"] == "NoneType":
            return True
        if name in ("Optional", "Union"):
            return any(self.allows(part, value, module) for part in inside)
        if name in ("Annotated", "Final", "Required", "NotRequired", "ReadOnly"):
            return self.allows(inside[0], value, module)
        if name == "Literal":
            known = [part.value for part in inside if isinstance(part, ast.Constant)]
            return "value" not in value or len(known) < len(inside) or value["value"] in known
        if name in MAPPINGS:
            parts = value.get("items", {})
            return value["kind"] not in PLAIN - {"dict"} and (
                not isinstance(parts, dict) or len(inside) < 2
                or all(self.allows(inside[1], part, module) for part in parts.values()))
        if name in ITERABLES | {"tuple", "Tuple"}:
            return self.allows_sequence(name, inside, value, module)
        return self.allows_name(annotation.value, value, module)

    def allows_sequence(self, name, inside, value, module):
        if value["kind"] in PLAIN | {"deque"} and value["kind"] not in CONCRETE.get(name, SEQUENCES):
            return False
        parts = value.get("items")
        if not isinstance(parts, list):
            return True
        if name in ("tuple", "Tuple") and not (isinstance(inside[-1], ast.Constant) and inside[-1].value is Ellipsis):
            return len(parts) == len(inside) and all(self.allows(a, p, module) for a, p in zip(inside, parts))
        return all(self.allows(inside[0], part, module) for part in parts)

    def allows_name(self, annotation, value, module):
        name, kind = last_name(annotation), value["kind"]
        if name in ANY:
            return True
        if name in PLAIN or name in WIDER:
            return kind == name or kind in WIDER.get(name, ()) or kind not in PLAIN and name in value.get("bases", [name])
        if name in CONCRETE or name in ITERABLES:
            return kind not in PLAIN or kind in CONCRETE.get(name, SEQUENCES)
        if name in MAPPINGS:
            return kind not in PLAIN - {"dict"}
        if name == "Callable":
            return kind not in PLAIN
        return self.allows_live(self.world.object(module, annotation) if module is not None else None, name, value)

    def allows_live(self, live, name, value):
        kind = value["kind"]
        if is_typed_dict(live):
            return kind == "dict" and set(getattr(live, "__required_keys__", ())) <= set(value.get("keys", ()))
        if hasattr(live, "__supertype__"):
            plain = getattr(live.__supertype__, "__name__", "")
            return kind == plain or kind not in PLAIN
        if not inspect.isclass(live):
            return True
        if kind == STAND_IN or kind not in PLAIN:
            return True
        return issubclass(live, PLAIN_TYPES) and kind in {base.__name__ for base in live.__mro__}


PLAIN_TYPES = (str, int, float, bytes, list, dict, tuple, set)
