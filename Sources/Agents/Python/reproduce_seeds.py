"""First candidates: how to call a function of any kind, with arguments that should work."""

import ast
import inspect
import re

from reproduce_program import Program, expression, statements
from reproduce_project import statement_at
from reproduce_world import Definition

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CONSTRUCTORS = {"__init__", "__post_init__", "__new__"}
MAXIMUM_PROPOSED = 8


def entries(project, world, target_path, target_line, frames, from_above=False):
    """Functions whose call may lead to the crash, the most natural first: (definition, extra cost).

    A private function is called through the public one that the trace shows above it, where there is one.
    """
    found, seen = [], set()
    places = [(target_path, target_line)] + [f for f in reversed(frames) if f != (target_path, target_line)]
    for path, line in places:
        chain = project.definition(path, line)
        if not chain:
            found.extend(named_lambda(project, world, path, line))
        outer = next((i for i, n in enumerate(chain) if isinstance(n, FUNCTIONS)), None)
        if outer is None or (path, chain[outer].lineno) in seen:
            continue
        module, name = world.load(path)
        if module is None:
            continue
        owner = world.by_chain(module, chain[:outer]) if outer else None
        seen.add((path, chain[outer].lineno))
        found.append(Definition(path, chain[outer], module, owner if inspect.isclass(owner) else None))
        world.names.add(name, (chain[0] if outer else chain[outer]).name)
    for path, line in decorated(project, found[:1]):
        module, name = world.load(path)
        chain = project.definition(path, line)
        owner = world.by_chain(module, chain[:-1]) if module is not None and len(chain) > 1 else None
        if module is not None and (len(chain) == 1 or inspect.isclass(owner)) and (path, chain[-1].lineno) not in seen:
            found.append(Definition(path, chain[-1], module, owner))
            world.names.add(name, chain[0].name)
    private = [d.name.startswith("_") and not d.name.startswith("__") for d in found]
    ranked = []
    public = any(not hidden and d.name != "main" for hidden, d in zip(private[1:], found[1:]))
    for index, definition in enumerate(found):
        public_above = private[0] and index > 0 and not private[index] and definition.name != "main"
        definition.depth = index
        cost = index * 0.6 - (1.0 if public_above else 0.0) + ((2.5 if index == 0 and public else 0.5) if private[index] else 0.0)
        if from_above and index == 0 and public:
            cost += 1.2
        ranked.append((definition, max(cost, 0.0)))
    return sorted(ranked, key=lambda r: r[1])


def named_lambda(project, world, path, line):
    """A lambda kept under a name of its module, as the function it is."""
    chain = statement_at(project.tree(path), line)
    node = chain[0] if chain else None
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda) and isinstance(node.targets[0], ast.Name):
        module, name = world.load(path)
        if module is not None:
            made = ast.parse("def f():\n    return 0").body[0]
            made.name, made.args, made.body[0].value = node.targets[0].id, node.value.args, node.value.body
            for part in (made, made.body[0]):
                ast.copy_location(part, node)
            world.names.add(name, made.name)
            yield Definition(path, made, module)


def decorated(project, found):
    """Functions that wear the failing one as a decorator: calling them is the way in."""
    for definition in found:
        for path in project.files[:600]:
            tree = project.tree(path)
            if tree is None or project.is_test(path) or definition.name not in project.source(path):
                continue
            for node in ast.walk(tree):
                if isinstance(node, FUNCTIONS) and definition.name in {
                        ast.unparse(d).split("(")[0].split(".")[-1] for d in node.decorator_list}:
                    yield path, node.lineno


def words_of(definitions):
    """Names to look for in tests, the most telling first."""
    words = []
    for definition in definitions:
        for name in (definition.name, definition.owner.__name__ if definition.owner else None):
            if name and name not in words and name not in CONSTRUCTORS:
                words.append(name)
    return words


class Seeds:
    """Writes programs that call one entry with examples built from its inference."""

    def __init__(self, world, builder, names):
        self.world, self.builder, self.names = world, builder, names

    def generated(self, inference, cost):
        """Programs for the entry, the plainest first."""
        entry = inference.entry
        body, function = [], None
        receivers = [None]
        if entry.owner is not None:
            receivers = self.receivers(inference)
        for index, receiver in enumerate(receivers):
            body = list(receiver[0]) if receiver else []
            function = self.function(entry, receiver[1] if receiver else None)
            if entry.name in CONSTRUCTORS:
                call = receiver[2] if receiver and len(receiver) > 2 else None
                if call is None:
                    continue
                yield Program([ast.Expr(call)], cost=cost, origin="constructed")
                continue
            if function is None:
                continue
            for arguments in self.arguments(inference):
                act = self.act(entry, function, arguments, inference)
                yield Program(body + [act], cost=cost + 0.3 * index, origin=f"built for {entry.name}")

    def receivers(self, inference):
        """Ways to come by an instance: statements, the expression, and the constructing call."""
        entry, shape = inference.entry, inference.receiver
        kinds = entry.decorators()
        owner = entry.owner
        self.names.add(owner.__module__, owner.__qualname__.split(".")[0])
        if kinds & {"staticmethod", "classmethod"}:
            return [([], expression(owner.__qualname__), None)]
        found = []
        for module, name in self.instances(owner):
            if self.names.add(module, name):
                found.append(([], expression(name), None))
        concrete = [c for c in self.world.subclasses(owner)]
        for cls in concrete[:3]:
            shape.cls = cls if shape.cls is None or not issubclass(shape.cls, owner) or len(concrete) > 1 else shape.cls
            call = self.builder.instance(shape, 0)
            variable = variable_name(cls.__name__)
            made = ast.parse(f"{variable} = 0").body
            made[0].value = call
            found.insert(0 if cls is concrete[0] else len(found), (made, expression(variable), call))
        return found

    def instances(self, cls):
        """Instances the project keeps at module level."""
        found = []
        for module in self.world.modules():
            for name, value in list(vars(module).items()):
                if type(value) is cls and not name.startswith("__"):
                    found.append((module.__name__, name))
        return found[:3]

    def function(self, entry, receiver):
        if entry.owner is None:
            return ast.Name(entry.name, ast.Load())
        if receiver is None:
            return None
        return ast.Attribute(receiver, entry.name, ast.Load())

    def arguments(self, inference):
        """The call's arguments: required ones only, then all of them."""
        entry = inference.entry
        names, defaults = entry.parameters(), entry.defaults()
        keyword_only = {a.arg for a in entry.node.args.kwonlyargs}
        required = [n for n in names if n not in defaults]
        variants = [required] + ([names] if len(names) > len(required) else [])
        for chosen in variants:
            positional, keywords, gap = [], [], False
            for name in names:
                if name not in chosen:
                    gap = True
                    continue
                value = self.builder.build(inference.arguments[name], name)
                if gap or name in keyword_only:
                    keywords.append(ast.keyword(name, value))
                else:
                    positional.append(value)
            yield positional, keywords

    def act(self, entry, function, arguments, inference):
        positional, keywords = arguments
        kinds = entry.decorators()
        if "property" in kinds or "cached_property" in kinds:
            return ast.Expr(function)
        call = ast.Call(function, positional, keywords)
        inner = getattr(inference, "arguments_inner", None)
        if inner is not None:
            call = ast.Call(call, [self.builder.build(shape, name) for name, shape in inner.items()], [])
        node = entry.node
        yields = any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in own_nodes(node))
        if kinds & {"contextmanager", "asynccontextmanager"}:
            text = "async with x: pass" if "asynccontextmanager" in kinds else "with x: pass"
            if text.startswith("async"):
                block = ast.parse(f"async def f():\n {text}").body[0].body[0]
            else:
                block = ast.parse(text).body[0]
            block.items[0].context_expr = call
            return block
        if isinstance(node, ast.AsyncFunctionDef) and inner is None:
            if yields:
                block = ast.parse("async def f():\n [item async for item in x]").body[0].body[0]
                block.value.generators[0].iter = call
                return block
            return ast.Expr(ast.Await(call))
        if yields:
            call = ast.Call(ast.Name("list", ast.Load()), [call], [])
        return ast.Expr(call)


def own_nodes(function):
    """The nodes of a function without those of functions inside it."""
    pending = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, FUNCTIONS + (ast.Lambda, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))


def variable_name(class_name):
    """`OrderService` makes a `service`."""
    words = re.findall(r"[A-Z][a-z0-9]*|[a-z0-9]+", class_name)
    name = words[-1].lower() if words else "subject"
    return name if name.isidentifier() and name not in ("list", "dict", "set", "class", "type", "property", "object") else "subject"


def proposed(texts, names):
    """Calls that somebody else thought of, as programs like any other: text of plain statements, imports first."""
    for text in texts[:MAXIMUM_PROPOSED]:
        try:
            body = ast.parse(str(text)[:4_000]).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in body:
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    if alias.asname is None and alias.name != "*":
                        names.add(node.module, alias.name)
        body = [node for node in body if isinstance(node, (ast.Assign, ast.Expr, ast.With, ast.For))]
        if body and isinstance(body[-1], ast.Expr):
            yield Program(body, cost=0.0, origin="proposed")


def module_programs(name):
    """For a crash at import or in a script's own body."""
    return [
        Program(statements(f"importlib.import_module({name!r})"), cost=0.0, origin="import"),
        Program(statements(f"runpy.run_module({name!r}, run_name='__main__')"), cost=0.5, origin="script"),
    ]
