"""Where a search takes values from: the log, the message's types, and the other methods of the object under test."""

import ast
import re

from reproduce_faults import TYPE_VALUES
from reproduce_fidelity import types_in
from reproduce_prelude import preceded
from reproduce_program import expression, literal
from reproduce_shape import Shape
from reproduce_values import fits


class Ideas:
    """The half of a search that thinks of values."""

    def logged_around(self, named):
        """Words of the log that hold a text of the message, such as `name=value`."""
        found = [word.strip("\"',;()[]{}") for text in named if len(text) > 2
                 for word in re.findall(rf"\S{{0,60}}{re.escape(text)}\S{{0,60}}", self.log)]
        return [word for word in dict.fromkeys(found) if word and word not in named][:3]

    def preceding(self, scene):
        """Other methods of the same object called before, given what the act is given."""
        act = scene.editor.act(scene.program) if scene.editor else None
        if not isinstance(act, ast.Call) or not isinstance(act.func, ast.Attribute):
            return ()
        return preceded(scene.program, act, scene.editor.entry, self.method_calls.get(scene.editor.entry, []))

    def kinds(self):
        """Values of the types the message names."""
        if self.target.exception not in ("TypeError", "AttributeError"):
            return []
        return [expression(TYPE_VALUES[name]) for name in types_in(self.target.message) if name != "NoneType"][:3]

    def values_for(self, key):
        """What a missing key may hold: an example, and for wrong types the types of the message."""
        kinds = [n for n in re.findall(r"\w+", self.target.message) if n in TYPE_VALUES and n != "NoneType"]
        found = [self.sample(key), literal("1"), literal(None)]
        return found + [expression(TYPE_VALUES[n]) for n in kinds[:2]]

    def sample(self, name):
        logged = self.builder.harvest.value_for(name)
        return logged if logged is not None and fits(logged, set()) else self.builder.by_name(Shape(), name)
