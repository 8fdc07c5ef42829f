"""What annotations and classes say about a value."""

import ast
import dataclasses
import enum
import inspect

from reproduce_shape import Shape

PLAIN = {
    "str": "text", "int": "integer", "float": "number", "bool": "bool", "bytes": "bytes", "dict": "dict", "list": "list",
    "tuple": "tuple", "set": "set", "frozenset": "set", "datetime": "datetime", "date": "date", "timedelta": "timedelta",
    "Decimal": "decimal", "Path": "path", "PathLike": "path", "UUID": "uuid", "Callable": "callable", "TextIO": "file",
    "IO": "file", "Dict": "dict", "List": "list", "Tuple": "tuple", "Set": "set", "Mapping": "dict", "MutableMapping": "dict",
    "defaultdict": "dict", "OrderedDict": "dict", "Counter": "dict", "deque": "deque", "complex": "number",
}
ITERABLES = {"list", "List", "Sequence", "Iterable", "Iterator", "Collection", "set", "Set", "frozenset", "deque", "Generator",
             "AsyncIterator", "AsyncIterable", "MutableSequence", "FrozenSet"}
MAPPINGS = {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict", "DefaultDict"}
MAXIMUM_NESTING = 3
MINIMUM_BUDGET = 20_000


class Annotations:
    """Class and annotation half of an inference."""

    def annotate(self, shape, annotation, module):
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            try:
                annotation = ast.parse(annotation.value, mode="eval").body
            except (SyntaxError, ValueError):
                return
        if isinstance(annotation, ast.Constant) and annotation.value is None:
            shape.optional = True
        elif isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
            self.annotate(shape, annotation.right, module)
            self.annotate(shape, annotation.left, module)
        elif isinstance(annotation, ast.Subscript):
            self.annotate_generic(shape, annotation, module)
        elif isinstance(annotation, (ast.Name, ast.Attribute)):
            self.annotate_name(shape, annotation, module)

    def annotate_generic(self, shape, annotation, module):
        name = last_name(annotation.value)
        inside = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        if name in ("Optional", "Union"):
            shape.optional = shape.optional or name == "Optional"
            for part in reversed(inside):
                self.annotate(shape, part, module)
        elif name in ("Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly"):
            self.annotate(shape, inside[0], module)
        elif name == "Literal":
            for part in inside:
                if isinstance(part, ast.Constant):
                    self.hint_constant(shape, part.value)
        elif name in ITERABLES:
            shape.hints.add(PLAIN.get(name, "list"))
            self.annotate(shape.child("element"), inside[0], module)
        elif name in MAPPINGS:
            shape.hints.add("dict")
            if len(inside) > 1:
                self.annotate(shape.child("value"), inside[1], module)
        elif name in ("tuple", "Tuple"):
            self.annotate_tuple(shape, inside, module)
        elif name in PLAIN:
            shape.hints.add(PLAIN[name])

    def annotate_tuple(self, shape, inside, module):
        shape.hints.add("tuple")
        if len(inside) == 2 and isinstance(inside[1], ast.Constant) and inside[1].value is Ellipsis:
            self.annotate(shape.child("element"), inside[0], module)
            return
        shape.least = max(shape.least, len(inside))
        for index, part in enumerate(inside):
            self.annotate(shape.child("item", index), part, module)

    def annotate_name(self, shape, annotation, module):
        live = self.world.object(module, annotation)
        if self.world.is_own_class(live):
            if shape.cls is None:
                self.adopt(shape, live)
            return
        if hasattr(live, "__supertype__"):
            shape.hints.add(PLAIN.get(getattr(live.__supertype__, "__name__", ""), "text"))
            return
        if live is not None and not inspect.isclass(live) and hasattr(live, "__args__"):
            return
        name = last_name(annotation)
        if name in PLAIN:
            shape.hints.add(PLAIN[name])
        elif name in ITERABLES:
            shape.hints.add("list")

    # Classes of the project

    def adopt(self, shape, cls, root=False):
        """Makes the shape an instance of a class of the project, with what its constructor is given."""
        if is_typed_dict(cls):
            shape.hints.add("dict")
            shape.cls_name = cls.__name__
            for name, annotation, _, module in self.fields(cls):
                self.annotate(shape.key(name), annotation, module)
            return
        if inspect.isabstract(cls) or getattr(cls, "_is_protocol", False):
            concrete = [c for c in self.world.subclasses(cls) if not getattr(c, "_is_protocol", False)]
            if not concrete:
                return
            cls = concrete[0]
        shape.cls = cls
        if issubclass(cls, enum.Enum) or len(self.active) > MAXIMUM_NESTING + 2 or self.spend():
            return
        nesting = sum(1 for step in shape.path if step[0] in ("ctor", "init"))
        if nesting > MAXIMUM_NESTING:
            return
        shape.constructor = {}
        if dataclasses.is_dataclass(cls) or hasattr(cls, "_fields"):
            self.adopt_fields(shape, cls, root)
            return
        start = self.world.method(cls, "__init__")
        if start is None:
            return
        for name in start.parameters():
            shape.constructor[name] = self.constructor_shape(shape, name, root)
        self.run(start, shape.constructor, shape)
        post = start.defaults()
        for name, part in shape.constructor.items():
            part.omissible = name in post
        if nesting <= 1:
            self.browse(shape, cls)

    def browse(self, shape, cls):
        """Reads the class's other methods for what they ask of its fields, so that examples are good for all of them."""
        if self.browsing or self.budget < MINIMUM_BUDGET:
            return
        self.browsing = True
        for name in list(vars(cls))[:20]:
            method = self.world.method(cls, name) if name != "__init__" else None
            if method is not None and isinstance(method.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if not method.decorators() & {"staticmethod", "classmethod"}:
                    self.run(method, {}, shape)
        self.browsing = False

    def adopt_fields(self, shape, cls, root):
        for name, annotation, has_default, module in self.fields(cls):
            part = self.constructor_shape(shape, name, root)
            part.omissible = has_default
            self.annotate(part, annotation, module)
            shape.constructor[name] = part
            shape.children[("attr", name)] = part

    def constructor_shape(self, shape, name, root):
        return Shape(("init", name)) if root else Shape(("ctor", name), shape)

    def fields(self, cls):
        """Name, annotation, whether it may be left out, and module of each annotated field, bases first."""
        found = {}
        for base in reversed(cls.__mro__ if not is_typed_dict(cls) else [cls]):
            definition = self.world.definition(base) if self.world.is_own_class(base) else None
            for node in definition.node.body if definition else ():
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    if last_name(node.annotation) != "ClassVar" and not excluded_field(node.value):
                        found[node.target.id] = (node.target.id, node.annotation, has_default(node.value), definition.module)
        return list(found.values())


def is_typed_dict(cls):
    return isinstance(cls, type) and issubclass(cls, dict) and hasattr(cls, "__total__")


def has_default(value):
    if isinstance(value, ast.Call) and last_name(value.func) == "field":
        return any(k.arg in ("default", "default_factory") for k in value.keywords)
    return value is not None


def excluded_field(value):
    return isinstance(value, ast.Call) and last_name(value.func) == "field" and any(
        k.arg == "init" and isinstance(k.value, ast.Constant) and k.value.value is False for k in value.keywords)


def last_name(node):
    if isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
