"""Whether a find reproduces what happened, or only misuses a function: gives it what nothing in the repository says it is given."""

import ast
import inspect
import re

from reproduce_callers import FUNCTIONS, Callers, argument
from reproduce_conform import Conformity
from reproduce_given import STAND_IN
from reproduce_kind import Kinds
from reproduce_kinds import KindReader

STAND_IN_MESSAGE = re.compile(r"'(types\.)?(SimpleNamespace|Mock|MagicMock|AsyncMock|Anything)' object|(Mock|SimpleNamespace) object has no")
CHAINED = re.compile(r"(The above exception was|During handling of the above)")
FAMILIES = ({"int", "float", "bool"}, {"list", "tuple", "set", "frozenset", "deque", "generator"})
WORDS = {"NoneType": "None", STAND_IN: "a stand-in", "int": "an int"}


class Misuse:
    """Judges finds by what they gave to the project's functions.

    The log's outermost frame was called by others, so all that its annotations and callers don't rule out may have been given
    to it. Whatever the program calls besides was called by the repository: what tells of the fault must be known to be given there.
    """

    def __init__(self, project, world, trail, message, log=""):
        self.project, self.world, self.trail, self.message, self.log = project, world, trail, message, log
        self.callers = Callers(project)
        self.kinds = KindReader(project, world, self.callers)
        self.conformity = Conformity(world)

    def of(self, outcome):
        """Why a find is none, in words that complete "only a misuse of …"; None where it is one."""
        if outcome.matched and CHAINED.search(self.log):
            strange = [kind for kind, _ in outcome.chain if kind not in self.log]
            if strange:
                return f"`{self.innermost()}` raises it (on the way it fails with {strange[-1]}, which the log does not have)"
        for _, text in outcome.chain:
            if STAND_IN_MESSAGE.search(text) and not STAND_IN_MESSAGE.search(self.message):
                return f"`{self.innermost()}` raises it (a stand-in lacks what the real object has)"
        for note in outcome.given:
            problem = self.of_call(note, outcome.message)
            if problem:
                return f"`{self.title(note)}` raises it ({problem})"
        for state in outcome.states:
            problem = self.of_state(state)
            if problem:
                return f"`{state['owner'][1]}` raises it ({problem})"
        return None

    def unusual(self, outcome):
        """How many arguments are of a kind that neither calls nor tests are known to give, where any are known."""
        return sum(1 for note in outcome.given if note["path"] for name, value in note["values"].items()
                   if value["kind"] not in (STAND_IN, "function") and self.is_unusual(note, name, value, outcome.message))

    def is_unusual(self, note, name, value, message):
        chain = self.project.definition(note["path"], note["line"])
        if name in ("self", "cls") or not chain or not isinstance(chain[-1], FUNCTIONS):
            return False
        function, owner = chain[-1], self.kinds.owner(note["path"], chain[-1])
        known = self.kinds.parameter(note["path"], function, owner, name, 0).names | self.kinds.parameter(
            note["path"], function, owner, name, 0, tests=True).names
        known |= self.kinds.default(function, name, note["path"]).names
        return bool(known) and not self.is_among(value, known, message)

    def innermost(self):
        return self.trail.frames[-1][1] if self.trail.frames else "the module"

    @staticmethod
    def title(note):
        return note["owner"][1] if note["owner"] else note["function"]

    # Arguments

    def of_call(self, note, message):
        if note["owner"]:
            return self.of_fields(note)
        chain = self.project.definition(note["path"], note["line"]) if note["path"] else []
        if not chain or not isinstance(chain[-1], FUNCTIONS):
            return None
        function, path = chain[-1], note["path"]
        owner = self.kinds.owner(path, function)
        loose = self.trail.is_outermost(path, function.name)
        given = function.args
        annotations = {a.arg: a.annotation for a in given.posonlyargs + given.args + given.kwonlyargs if a.annotation}
        for name, value in note["values"].items():
            if name in ("self", "cls"):
                continue
            if name in annotations:
                if not self.fits_annotation(annotations[name], value, path, function, name):
                    return f"`{name}` is {words(value)} though annotated as {ast.unparse(annotations[name])}"
                continue
            problem = self.of_argument(path, function, owner, name, value, loose, message)
            if problem:
                return problem
        return None

    def fits_annotation(self, annotation, value, path, function, name):
        if self.conformity.allows(annotation, value, self.kinds.module(path)):
            return True
        # `size: int = None` is common.
        return value["kind"] in self.kinds.default(function, name, path).names

    def of_argument(self, path, function, owner, name, value, loose, message):
        production = self.production(path, function, owner, name)
        tests = self.kinds.parameter(path, function, owner, name, 0, tests=True)
        if value["kind"] == STAND_IN:
            return None if STAND_IN in tests.names else self.of_stand_in(name, value, production)
        if value["kind"] == "function" or value["kind"] in self.kinds.default(function, name, path).names:
            return None
        if self.is_among(value, production.names | tests.names, message):
            lacking = production.keys - set(value.get("keys", ())) if value["kind"] == "dict" and value["whole"] else None
            return f"`{name}` lacks {min(map(str, lacking))!r}, which every caller gives" if lacking and not tests.records else None
        if not production.is_open:
            return f"`{name}` is {words(value)}, which no caller gives"
        if not loose and self.is_telling(value["kind"], message) and self.is_called(function, owner):
            return f"`{name}` is {words(value)}, which no caller is known to give"
        return None

    def is_among(self, value, names, message):
        """Whether a kind is among those given; kinds that work alike count as one unless the error is about the difference."""
        kind = value["kind"]
        alike = next((family for family in FAMILIES if kind in family and not self.is_telling(kind, message)), set())
        return kind in names or bool(names & alike) or bool(names & set(value.get("bases", ())))

    def production(self, path, function, owner, name):
        """What the call in the log gives, where the log shows it; else what all calls outside of the tests give."""
        place = self.trail.caller_of(path, function.name)
        shown = self.callers.at(*place, self.kinds.name_of(function, owner)) if place else []
        if not shown:
            return self.kinds.parameter(path, function, owner, name, 0)
        positional = [a.arg for a in function.args.posonlyargs + function.args.args]
        positional = positional[1:] if owner is not None else positional
        found = self.kinds.given(shown, positional, name, 0)
        if any(argument(call.node, positional, name) is None for call in shown):
            found.add(self.kinds.default(function, name, path))
        return found

    def is_called(self, function, owner):
        return any(not call.is_test for call in self.callers.of(self.kinds.name_of(function, owner)))

    @staticmethod
    def is_telling(kind, message):
        """Whether a value of this kind is what the error is about."""
        return kind == "NoneType" or re.search(rf"\b{re.escape(kind)}\b", message) is not None

    def of_fields(self, note):
        """The arguments of a constructor that was made from annotations."""
        cls = self.cls(note["owner"])
        definition = self.world.definition(cls) if cls is not None and self.world.is_own_class(cls) else None
        for part in definition.node.body if definition is not None else ():
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.target.id in note["values"]:
                name, value = part.target.id, note["values"][part.target.id]
                default = self.kinds.of(part.value, definition.path, None) if part.value is not None else Kinds()
                if value["kind"] not in default.names and not self.conformity.allows(part.annotation, value, definition.module):
                    return f"`{name}` is {words(value)} though annotated as {ast.unparse(part.annotation)}"
        return None

    # Objects

    def cls(self, place):
        """The live class of a module's and its qualified name."""
        module = next((m for m in self.world.modules() if m.__name__ == place[0]), None)
        thing = module
        for part in place[1].split("."):
            thing = inspect.getattr_static(thing, part, None) if thing is not None else None
        return thing if inspect.isclass(thing) else None

    def of_state(self, state):
        """An attribute that the program set: the class must be able to have it so."""
        cls = self.cls(state["owner"])
        if cls is None:
            return None
        return self.of_attribute(cls, state["name"], state["value"])

    def of_attribute(self, cls, name, value):
        kinds = self.kinds.attribute(cls, name)
        if value["kind"] in kinds.names or set(value.get("bases", ())) & kinds.names or value["kind"] == STAND_IN:
            return None
        if kinds.is_open and value["kind"] != "NoneType":
            return None
        return f"`{name}` is {words(value)}, which `{cls.__name__}` never makes it"

    def of_stand_in(self, name, value, production):
        """A stand-in for an object of one of our classes must have what that class can have."""
        classes = [thing for kind in production.names for _, thing in self.world.holders(kind) if inspect.isclass(thing)]
        if len(classes) != 1 or production.is_open:
            return None
        for part, inner in value.get("attributes", {}).items():
            if part in self.world.attributes(classes[0]) and inner["kind"] != "function":
                problem = self.of_attribute(classes[0], part, inner)
                if problem:
                    return f"`{name}` stands for a {classes[0].__name__}: {problem}"
        return None


def words(value):
    kind = value["kind"]
    return WORDS.get(kind) or (f"an {kind}" if kind[:1].lower() in "aeiou" else f"a {kind}")
