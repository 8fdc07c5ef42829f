"""What a program hands to the project's functions, told so that it can be judged outside of the process it lived in."""

import collections
import dataclasses
import types
from unittest import mock

MAXIMUM_CALLS = 24
MAXIMUM_DEPTH = 4
MAXIMUM_ITEMS = 12
MAXIMUM_PARTS = 250
SEQUENCES = (list, tuple, set, frozenset, collections.deque)
STAND_IN = "stand-in"
WRAPPER = 0x04 | 0x08 | 0x10  # *args, **kwargs, made inside another function.


class Given:
    """Notes the arguments of every call of the project's code that the program makes itself."""

    def __init__(self, program_file, is_own):
        self.program_file, self.is_own = program_file, is_own
        self.calls, self.states = [], []

    def enter(self, frame, path):
        """A frame that begins: of the project's code, or of a constructor that was made for one of its classes."""
        code = frame.f_code
        made = code.co_filename == "<string>" and code.co_name == "__init__"
        if not (path or made) or len(self.calls) >= MAXIMUM_CALLS or not self.is_direct(frame):
            return
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        values = {name: frame.f_locals[name] for name in names if name in frame.f_locals}
        owner = type(values[names[0]]) if made and names and names[0] in values else None
        if made and not dataclasses.is_dataclass(owner):
            return
        note = {"path": path or "", "line": code.co_firstlineno, "function": code.co_name,
                "owner": [owner.__module__, owner.__qualname__] if owner else None,
                "values": {name: described(value) for name, value in values.items()}}
        if note not in self.calls:
            self.calls.append(note)

    def is_direct(self, frame):
        """Whether the program's own statement is the caller; wrappers and code of others between them don't count."""
        back = frame.f_back
        for _ in range(16):
            if back is None:
                return False
            code = back.f_code
            if code.co_filename == self.program_file:
                return True
            if self.is_own(code) and code.co_flags & WRAPPER != WRAPPER:
                return False
            back = back.f_back
        return False

    def state(self, thing, name):
        """The program has set an attribute of an object itself."""
        fields = thing.__dict__ if hasattr(thing, "__dict__") else {}
        if name in fields and len(self.states) < MAXIMUM_CALLS:
            owner = [type(thing).__module__, type(thing).__qualname__]
            self.states.append({"owner": owner, "name": name, "value": described(fields[name])})


def described(value, room=None, depth=0):
    """A value as its kind and what can be told of its parts, without running any of its code."""
    room = room if room is not None else [MAXIMUM_PARTS]
    room[0] -= 1
    kind, more = type(value), depth < MAXIMUM_DEPTH and room[0] > 0
    if value is None or kind in (bool, int, float, str, bytes):
        told = {"kind": kind.__name__}
        if kind in (bool, int, str) and len(str(value)[:60]) < 60:
            told["value"] = value
        return told
    if isinstance(value, dict):
        return described_dict(value, room, depth, more)
    if kind in SEQUENCES:
        items = list(value)[:MAXIMUM_ITEMS] if more else []
        return {"kind": kind.__name__, "items": [described(item, room, depth + 1) for item in items]}
    if kind is types.SimpleNamespace:
        parts = list(vars(value).items())[:MAXIMUM_ITEMS * 2] if more else []
        return {"kind": STAND_IN, "attributes": {name: described(part, room, depth + 1) for name, part in parts}}
    if issubclass(kind, mock.NonCallableMock) or kind.__name__ == "Anything":
        return {"kind": STAND_IN, "attributes": {}}
    if issubclass(kind, (types.FunctionType, types.MethodType, types.BuiltinFunctionType)):
        return {"kind": "function"}
    return {"kind": kind.__name__, "bases": [base.__name__ for base in kind.__mro__[:20]]}


def described_dict(value, room, depth, more):
    keys = [key for key in list(value)[:60] if type(key) is str]
    parts = [(key, dict.get(value, key)) for key in keys[:MAXIMUM_ITEMS * 2]] if more else []
    return {"kind": "dict", "keys": keys, "whole": len(value) <= 60 and len(keys) == len(value),
            "items": {key: described(part, room, depth + 1) for key, part in parts}}
