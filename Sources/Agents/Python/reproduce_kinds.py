"""Of which kinds an expression of the repository can be, as far as its text tells."""

import ast

from reproduce_annotate import last_name
from reproduce_callers import FUNCTIONS, argument, called
from reproduce_flow import attribute_values, falls_off, is_guarded, own_nodes, stores
from reproduce_given import STAND_IN
from reproduce_kind import Kinds, WrittenKinds, unknown

MAXIMUM_DEPTH = 6
TEXT_METHODS = {"strip", "lstrip", "rstrip", "lower", "upper", "title", "join", "format", "replace", "decode", "removeprefix",
                "removesuffix", "capitalize", "casefold", "isoformat", "strftime", "hexdigest", "read_text", "zfill"}
LIST_METHODS = {"split", "rsplit", "splitlines", "readlines", "findall", "tolist"}
BUILT = {"str": "str", "repr": "str", "int": "int", "len": "int", "float": "float", "bool": "bool", "list": "list", "sorted": "list",
         "dict": "dict", "tuple": "tuple", "set": "set", "frozenset": "frozenset", "bytes": "bytes", "isinstance": "bool",
         "any": "bool", "all": "bool", "sum": "int", "ord": "int", "chr": "str", "hash": "int", "input": "str"}
MAYBE_NONE = {"get", "match", "search", "fullmatch", "getenv", "which", "first", "one_or_none", "scalar", "get_or_none", "find_spec"}
PARSED = {"dict", "list", "str", "int", "float", "bool", "NoneType"}
NUMBERS = {"int", "float", "bool"}


class KindReader(WrittenKinds):
    """Reads expressions in their function. Names are followed to what they are given, calls to what they return."""

    def __init__(self, project, world, callers):
        self.project, self.world, self.callers = project, world, callers
        self.active, self.modules = set(), {}

    def of(self, node, path, function, depth=0):
        """`function` is the function around the expression, None at module level."""
        if node is None or node is ... or depth > MAXIMUM_DEPTH:
            return unknown()
        method = getattr(self, f"of_{type(node).__name__.lower()}", None)
        return method(node, path, function, depth + 1) if method else unknown()

    # Put together

    def of_ifexp(self, node, path, function, depth):
        return self.of(node.body, path, function, depth).add(self.of(node.orelse, path, function, depth))

    def of_boolop(self, node, path, function, depth):
        found = Kinds()
        for index, value in enumerate(node.values):
            kinds = self.of(value, path, function, depth)
            passes_none = isinstance(node.op, ast.And) or index == len(node.values) - 1
            found.add(kinds if passes_none else kinds.without_none())
        return found

    def of_unaryop(self, node, path, function, depth):
        return Kinds("bool") if isinstance(node.op, ast.Not) else self.of(node.operand, path, function, depth)

    def of_binop(self, node, path, function, depth):
        left, right = (self.of(n, path, function, depth) for n in (node.left, node.right))
        if isinstance(node.op, (ast.Mod, ast.Add)) and ("str" in left.names or "str" in right.names) and not left.is_open:
            return Kinds("str")
        whole = not left.is_open and not right.is_open
        if whole and left.names | right.names <= NUMBERS:
            return Kinds(*NUMBERS)
        return Kinds(*left.names) if whole and left.names == right.names else unknown()

    def of_await(self, node, path, function, depth):
        return self.of(node.value, path, function, depth)

    def of_namedexpr(self, node, path, function, depth):
        return self.of(node.value, path, function, depth)

    def of_subscript(self, node, path, function, depth):
        base = self.of(node.value, path, function, depth)
        if base.names == {"str"} and not base.is_open or isinstance(node.slice, ast.Slice):
            return base
        return unknown()

    # Called

    def of_call(self, node, path, function, depth):
        name = called(node)
        if isinstance(node.func, ast.Name) and name in BUILT:
            return Kinds(BUILT[name], records=[None] if name == "dict" else ())
        if isinstance(node.func, ast.Attribute) and name in ("loads", "load", "json", "safe_load"):
            return unknown(*PARSED)
        if name in ("SimpleNamespace", "Mock", "MagicMock", "AsyncMock"):
            return Kinds(STAND_IN)
        own = self.own_function(node.func, path, function)
        if own is not None:
            return self.returned(*own, depth)
        cls = self.own_class(node.func, path)
        if cls is not None:
            return Kinds(cls.__name__)
        if isinstance(node.func, ast.Attribute) and name in TEXT_METHODS:
            return Kinds("str")
        if isinstance(node.func, ast.Attribute) and name in LIST_METHODS:
            return Kinds("list")
        if name in ("getenv", "which") or ast.unparse(node.func) == "os.environ.get":
            fallback = self.of(node.args[1], path, function, depth) if len(node.args) > 1 else Kinds("NoneType")
            return Kinds("str").add(fallback)
        if name in ("get", "pop", "next", "getattr") and len(node.args) >= (3 if name == "getattr" else 2):
            return unknown().add(self.of(node.args[-1], path, function, depth))
        return unknown("NoneType") if name in MAYBE_NONE else unknown()

    def live(self, node, path):
        """The loaded thing a name stands for in a file; by its name alone where the file itself was not loaded."""
        module = self.module(path)
        if module is not None:
            return self.world.object(module, node)
        found = [thing for _, thing in self.world.holders(last_name(node))]
        return found[0] if len(found) == 1 else None

    def module(self, path):
        """The module of a file, where it is loaded already: the files of callers are not run only to be judged by."""
        if path not in self.modules:
            self.modules[path] = next((m for m in self.world.modules() if self.project.own(m.__file__) == path), None)
        return self.modules[path]

    def own_function(self, node, path, function):
        """(path, node, owner) of the project's function that is called; None for anything else."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            owner = self.owner(path, function)
            found = self.world.method(owner, node.attr) if owner is not None else None
        else:
            thing = self.live(node, path)
            found = self.world.definition(thing) if callable(thing) and not isinstance(thing, type) else None
        return (found.path, found.node, found.owner) if found and isinstance(found.node, FUNCTIONS) else None

    def own_class(self, node, path):
        thing = self.live(node, path)
        return thing if self.world.is_own_class(thing) else None

    def owner(self, path, function):
        """The live class whose method a function is."""
        module = self.module(path)
        if function is None or module is None:
            return None
        chain = self.project.definition(path, function.lineno)
        inner = next((i for i, n in enumerate(chain) if n is function), None)
        if not inner or not isinstance(chain[inner - 1], ast.ClassDef):
            return None
        return self.world.by_chain(module, chain[:inner])

    def returned(self, path, node, owner, depth):
        """What a function of the project returns: its annotation, or its `return` statements and its end."""
        key = (path, node.lineno)
        nodes = list(own_nodes(node))
        if key in self.active or any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in nodes):
            return unknown()
        if node.returns is not None:
            return self.annotated(node.returns)
        self.active.add(key)
        found = Kinds("NoneType") if falls_off(node.body) else Kinds()
        for part in nodes:
            if isinstance(part, ast.Return):
                found.add(self.of(part.value, path, node, depth) if part.value is not None else Kinds("NoneType"))
        self.active.discard(key)
        return found

    # Named

    def of_name(self, node, path, function, depth):
        if function is None:
            return self.module_value(node.id, path, depth)
        given = function.args
        parameters = [a.arg for a in given.posonlyargs + given.args + given.kwonlyargs]
        found = Kinds()
        for part in own_nodes(function):
            found.add(self.assigned(part, node.id, path, function, depth))
        if node.id in parameters:
            owner = self.owner(path, function)
            if owner is not None and node.id == parameters[0] and node.id in ("self", "cls"):
                return Kinds(owner.__name__) if node.id == "self" else Kinds("type")
            found.add(self.parameter(path, function, owner, node.id, depth))
        elif not found.names and not found.is_open:
            return self.module_value(node.id, path, depth)
        return found.without_none() if is_guarded(node, function) else found

    def assigned(self, part, name, path, function, depth):
        """What one statement gives to a name."""
        if isinstance(part, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and part.value is not None:
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            if any(isinstance(t, ast.Name) and t.id == name for t in targets):
                return self.annotated(part.annotation) if isinstance(part, ast.AnnAssign) else self.of(part.value, path, function, depth)
            return unknown() if any(stores(t, name) for t in targets if not isinstance(t, ast.Name)) else Kinds()
        if isinstance(part, (ast.For, ast.AsyncFor, ast.comprehension)):
            return unknown() if stores(part.target, name) else Kinds()
        if isinstance(part, (ast.With, ast.AsyncWith)):
            return unknown() if any(i.optional_vars is not None and stores(i.optional_vars, name) for i in part.items) else Kinds()
        if isinstance(part, ast.ExceptHandler):
            return unknown() if part.name == name else Kinds()
        if isinstance(part, (ast.Import, ast.ImportFrom)):
            return unknown() if any((a.asname or a.name) == name for a in part.names) else Kinds()
        return Kinds()

    def module_value(self, name, path, depth):
        tree, found = self.project.tree(path), Kinds()
        for part in tree.body if tree is not None else ():
            found.add(self.assigned(part, name, path, None, depth))
        return found if found.names or found.is_open else unknown()

    def parameter(self, path, function, owner, name, depth, tests=False):
        """What the repository's calls give to a parameter, its default among them. Open where it has no calls."""
        positional = [a.arg for a in function.args.posonlyargs + function.args.args]
        annotation = next((a.annotation for a in function.args.posonlyargs + function.args.args + function.args.kwonlyargs
                           if a.arg == name), None)
        if annotation is not None and not tests:
            return self.annotated(annotation)
        key = (path, function.lineno, name)
        if key in self.active:
            return Kinds()
        self.active.add(key)
        calls = [c for c in self.callers.of(self.name_of(function, owner)) if c.is_test == tests and c.around is not function]
        found = self.given(calls, positional[1:] if owner is not None else positional, name, depth)
        self.active.discard(key)
        return found.add(self.default(function, name, path)) if calls else unknown()

    @staticmethod
    def name_of(function, owner):
        return owner.__name__ if owner is not None and function.name in ("__init__", "__new__") else function.name

    def given(self, calls, positional, name, depth):
        found = Kinds()
        for call in calls:
            value = argument(call.node, positional, name)
            if value is not None:
                found.add(self.of(value, call.path, call.around, depth))
        return found

    def default(self, function, name, path):
        given = function.args
        positional = given.posonlyargs + given.args
        pairs = list(zip(reversed(positional), reversed(given.defaults))) + list(zip(given.kwonlyargs, given.kw_defaults))
        values = [value for a, value in pairs if a.arg == name and value is not None]
        return self.of(values[0], path, None) if values else Kinds()

    def of_attribute(self, node, path, function, depth):
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            owner = self.owner(path, function)
            found = self.attribute(owner, node.attr, depth) if owner is not None else unknown()
            return found.without_none() if is_guarded(node, function) else found
        base = self.of(node.value, path, function, depth)
        owners = [t for n in base.names for _, t in self.world.holders(n) if isinstance(t, type)]
        if base.is_open or not owners or len(owners) != len(base.names - {"NoneType"}):
            return unknown()
        found = Kinds()
        for owner in owners:
            found.add(self.attribute(owner, node.attr, depth))
        return found.without_none() if is_guarded(node, function) else found

    def attribute(self, owner, name, depth=0):
        """What a class gives to an attribute of its instances, its bases among them."""
        found, is_known = Kinds(), False
        key = (owner, name)
        if key in self.active or depth > MAXIMUM_DEPTH:
            return unknown()
        self.active.add(key)
        for base in owner.__mro__:
            definition = self.world.definition(base) if self.world.is_own_class(base) else None
            for around, value, annotation in attribute_values(definition.node if definition else None, name):
                is_known = True
                found.add(self.annotated(annotation) if annotation is not None else self.of(value, definition.path, around, depth + 1))
        self.active.discard(key)
        return found if is_known else unknown()
