"""What makes a line raise a given exception: the knowledge of each exception type, put as wants."""

import ast
import builtins
import enum
import re

from reproduce_calls import call_name, constant_number
from reproduce_program import expression, literal
from reproduce_project import header_nodes
from reproduce_wants import Wants

QUOTED = re.compile(r"'([^'\n]{0,200})'")
TYPE_VALUES = {
    "NoneType": "None", "str": "'text'", "int": "1", "float": "1.5", "list": "['a']", "dict": "{'a': 1}", "tuple": "('a', 1)",
    "set": "{'a'}", "bytes": "b'a'", "bool": "True", "datetime.datetime": "datetime.datetime(2024, 1, 15)",
    "datetime.date": "datetime.date(2024, 1, 15)", "decimal.Decimal": "Decimal('10')", "Decimal": "Decimal('10')",
    "complex": "1j", "datetime.timedelta": "datetime.timedelta(days=1)",
}


class Faults(Wants):
    """Suggests changes of the input for one exception at the places an inference arrived at."""

    def __init__(self, inference, exception, message):
        super().__init__(inference, message)
        self.exception = exception.split(".")[-1]

    def suggest(self):
        """Changes, the likely first."""
        for arrival in self.inference.arrivals[:6]:
            self.at(arrival.statement, arrival.environment)
            self.reach(arrival)
        self.anything()
        return sorted(self.changes.values(), key=lambda c: c.cost)

    def at(self, statement, environment):
        nodes = list(header_nodes(statement))
        kind = self.exception
        live = getattr(builtins, kind, None)
        handler = getattr(self, f"on_{kind.lower()}", None)
        if handler is None and isinstance(live, type) and issubclass(live, OSError):
            handler = self.on_filenotfounderror
        if handler:
            handler(nodes, environment)
        for node in nodes:
            if isinstance(node, ast.Raise):
                self.raised(node, environment)

    # By exception

    def on_indexerror(self, nodes, environment):
        for node in nodes:
            if isinstance(node, ast.Subscript):
                number = constant_number(node.slice)
                self.short(node.value, environment, max(number, 0) if number is not None else 0)
                if number is None:
                    self.value(node.slice, environment, [literal(99), literal(0), literal(-99)])
            elif isinstance(node, ast.Call) and call_name(node) in ("pop", "popleft", "heappop", "choice", "popitem"):
                self.empty(node.func.value, environment) if isinstance(node.func, ast.Attribute) else None
                for argument in node.args[:1]:
                    self.empty(argument, environment)

    def on_keyerror(self, nodes, environment):
        for node in nodes:
            if isinstance(node, ast.Subscript):
                self.missing(node.value, environment, node.slice)
            elif isinstance(node, ast.Call) and call_name(node) in ("pop", "remove", "popitem") and isinstance(node.func, ast.Attribute):
                if node.args:
                    self.missing(node.func.value, environment, node.args[0])
                else:
                    self.empty(node.func.value, environment)
            elif isinstance(node, ast.keyword) and node.arg is None:
                self.empty(node.value, environment)

    def on_attributeerror(self, nodes, environment):
        names = QUOTED.findall(self.message)
        wanted = names[-1] if names else None
        for node in nodes:
            if isinstance(node, ast.Attribute) and (wanted is None or node.attr == wanted):
                if len(names) > 1 and names[0] in TYPE_VALUES and names[0] != "NoneType":
                    self.value(node.value, environment, [expression(TYPE_VALUES[names[0]])])
                self.none(node.value, environment)
                self.empty(node.value, environment)

    def on_zerodivisionerror(self, nodes, environment):
        for node in nodes:
            if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)):
                self.zero(node.left if isinstance(node.op, ast.Pow) else node.right, environment)
            elif isinstance(node, ast.AugAssign):
                self.zero(node.value, environment)
            elif isinstance(node, ast.Call) and call_name(node) in ("divmod", "fmod", "Fraction"):
                self.zero(node.args[-1], environment)

    on_divisionbyzero = on_zerodivisionerror

    def on_invalidoperation(self, nodes, environment):
        self.on_zerodivisionerror(nodes, environment)
        self.texts(nodes, environment, ["", "abc"])

    def on_typeerror(self, nodes, environment):
        values = [expression(TYPE_VALUES[n]) for n in QUOTED.findall(self.message) + re.findall(r"not \"?(\w+)\"?", self.message)
                  if n in TYPE_VALUES] or [literal(None), literal("1"), literal(1)]
        if "NoneType" in self.message:
            values = [literal(None)] + [v for v in values if not isinstance(v, ast.Constant) or v.value is not None]
        for node in nodes:
            if not isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Await)):
                continue
            if any(isinstance(v, ast.Constant) and v.value is None for v in values):
                self.none(node, environment)
            self.value(node, environment, values)

    def on_valueerror(self, nodes, environment):
        message, parts = self.message, QUOTED.findall(self.message)
        texts = ["", "abc", "12a"]
        if parts and any(w in message for w in ("literal", "convert string", "isoformat", "does not match", "not a valid")):
            texts.insert(0, parts[0])
        if "unpack" in message:
            self.unpacking(nodes, environment)
        if "empty" in message or "sequence" in message:
            for node in nodes:
                if isinstance(node, ast.Call):
                    for argument in node.args[:1]:
                        self.empty(argument, environment)
        if "math domain" in message:
            for node in nodes:
                if isinstance(node, ast.Call) and node.args:
                    self.value(node.args[0], environment, [literal(-1), literal(0)])
                    self.zero(node.args[0], environment)
        for node in nodes:
            if isinstance(node, ast.Call) and call_name(node) in ("index", "remove"):
                for argument in node.args[:1]:
                    self.unknown(argument, environment)
                self.empty(node.func.value, environment) if isinstance(node.func, ast.Attribute) else None
            elif isinstance(node, ast.Call) and call_name(node) in ("range", "sample", "chr", "to_bytes"):
                for argument in node.args:
                    self.value(argument, environment, [literal(0), literal(-1)])
        self.texts(nodes, environment, texts)

    def on_jsondecodeerror(self, nodes, environment):
        self.texts(nodes, environment, ["", "not json", "{"])

    def on_unicodedecodeerror(self, nodes, environment):
        self.bytes_or_text(nodes, environment, [b"\xff\xfe\x80"])

    def on_unicodeencodeerror(self, nodes, environment):
        self.bytes_or_text(nodes, environment, ["\u00e9", "\ud800"])

    def on_overflowerror(self, nodes, environment):
        for node in nodes:
            if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
                self.value(node, environment, [expression("float('inf')"), literal(10**400), literal(10**9)])

    def on_recursionerror(self, nodes, environment):
        if self.inference.receiver is not None:
            for step in self.inference.receiver.children:
                if step[0] == "attr":
                    self.tie((("self",), step))
        prefixes = {t[:-1] for s in self.every_shape() for c in s.constants for t in [c.strip("'\"")] if t.endswith("a")}
        for shape in self.every_shape():
            for prefix in sorted(prefixes)[:3]:
                self.add("set", shape, literal({"a": f"{prefix}a"}), cost=0.9)
            for value in (expression("{'a': ['a']}"), expression("{'a': 'a'}"), literal(-1), literal(100000), literal("a")):
                self.add("set", shape, value, cost=1.0)

    def on_runtimeerror(self, nodes, environment):
        for shape in self.every_shape():
            self.add("twice", shape, cost=1.0)
        self.on_recursionerror(nodes, environment) if "recursion" in self.message else None

    def on_stopiteration(self, nodes, environment):
        for node in nodes:
            if isinstance(node, ast.Call) and call_name(node) in ("next", "__next__"):
                for argument in node.args[:1]:
                    self.empty(argument, environment)
                    self.unmatched(argument, environment)

    def on_assertionerror(self, nodes, environment):
        for node in nodes:
            if isinstance(node, ast.Assert):
                self.truth(node.test, environment, False)

    def on_unboundlocalerror(self, nodes, environment):
        wanted = set(QUOTED.findall(self.message))
        for block in ast.walk(environment.definition.node):
            inside = [n for n in ast.walk(block) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.id in wanted]
            if not inside:
                continue
            if isinstance(block, (ast.For, ast.AsyncFor)):
                self.empty(block.iter, environment)
            elif isinstance(block, (ast.If, ast.While)):
                self.truth(block.test, environment, False)
                for part in ast.walk(block.test):
                    if isinstance(part, ast.Compare):
                        self.unknown(part.left, environment)
            elif isinstance(block, ast.Match):
                self.unknown(block.subject, environment)

    on_nameerror = on_unboundlocalerror

    def on_filenotfounderror(self, nodes, environment):
        names = QUOTED.findall(self.message)
        values = [literal("missing.txt"), literal(".")]
        if names and not names[-1].startswith("/"):
            values.insert(0, literal(names[-1]))
        for node in nodes:
            if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
                self.value(node, environment, values)

    # Shared

    def unpacking(self, nodes, environment):
        for node in nodes:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], (ast.Tuple, ast.List)):
                self.short(node.value, environment, len(node.targets[0].elts) - 1)
                for text in ("", "x", "a,b,c,d,e", "a:b:c:d", "a b c d", "a=b=c"):
                    self.text(node.value, environment, text)
                self.each_twice(node.value, environment)
                self.value(node.value, environment, [expression("()"), expression("(1,)"), expression("(1, 2, 3, 4)")])
            elif isinstance(node, (ast.For, ast.comprehension)):
                element = self.shape(node.iter, environment)
                if element is not None:
                    for value in ("['a']", "[('a',)]", "[('a', 1, 2, 3)]"):
                        self.add("set", element, expression(value), cost=0.5)

    def texts(self, nodes, environment, texts):
        """The arguments of the calls on the line, as these texts."""
        for node in nodes:
            if isinstance(node, ast.Call):
                for argument in list(node.args) + [k.value for k in node.keywords]:
                    for text in texts:
                        self.text(argument, environment, text)
                if isinstance(node.func, ast.Attribute):
                    for text in texts:
                        self.text(node.func.value, environment, text)

    def bytes_or_text(self, nodes, environment, values):
        for node in nodes:
            if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
                self.value(node, environment, [literal(v) for v in values])

    def raised(self, node, environment):
        """A raise on purpose: values from its message, and the condition it stands under."""
        for shape in self.every_shape():
            for value in QUOTED.findall(self.message)[:3]:
                self.add("set", shape, literal(value), cost=1.0)
            for number in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", self.message)[:4]:
                self.add("set", shape, expression(number.lstrip("0") or "0") if not number.startswith("0.") else expression(number), cost=1.2)

    def reach(self, arrival):
        """Conditions on the way: the blocks around the line must be entered, early exits before it must not be taken."""
        environment = arrival.environment
        line = arrival.statement.lineno
        for node in ast.walk(environment.definition.node):
            if isinstance(node, (ast.If, ast.While, ast.IfExp)) and node is not arrival.statement:
                body = node.body if isinstance(node.body, list) else [node.body]
                orelse = node.orelse if isinstance(node.orelse, list) else [node.orelse]
                if holds(body, line):
                    self.truth(node.test, environment, True)
                elif holds(orelse, line):
                    self.truth(node.test, environment, False)
                elif node.lineno < line and any(isinstance(n, (ast.Return, ast.Raise, ast.Continue)) for s in body for n in ast.walk(s)):
                    self.truth(node.test, environment, False)
            elif isinstance(node, (ast.For, ast.AsyncFor)) and holds(node.body, line):
                shape = self.shape(node.iter, environment)
                if shape is not None:
                    self.add("twice", shape, cost=2.0)

    def every_shape(self):
        roots = list(self.inference.arguments.values()) + list(getattr(self.inference, "arguments_inner", {}).values())
        if self.inference.receiver is not None:
            roots.append(self.inference.receiver)
        roots.extend(self.inference.globals.values())
        found = []
        for root in roots:
            found.extend(s for s in root.all() if s.path and s is not self.inference.receiver)
        return found[:150]

    def anything(self):
        """Whatever breaks code most often, everywhere."""
        for shape in self.every_shape():
            for constant in shape.constants:
                self.add("set", shape, expression(constant), cost=1.5)
            if isinstance(shape.cls, type) and issubclass(shape.cls, enum.Enum):
                for member in list(shape.cls.__members__)[:12]:
                    self.add("set", shape, expression(f"{shape.cls.__name__}.{member}"), cost=0.6)
            self.add("set", shape, literal(None), cost=3.0)
            self.add("empty", shape, cost=3.0)
            if shape.step[0] == "key":
                self.add("drop", shape, cost=3.0)
            for value in (literal(0), literal(""), literal(-1), literal("unknown"), literal("abc"), literal(1), expression("{}"), expression("[]")):
                self.add("set", shape, value, cost=3.5)


def holds(body, line):
    return any(s.lineno <= line <= s.end_lineno for s in body)
