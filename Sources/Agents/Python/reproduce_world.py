"""The project's modules once imported: live objects, and the source each of them was written in."""

import ast
import importlib
import inspect
import os
import re
import sys

from reproduce_stub import StubFinder


class Definition:
    """A function or class: its source and the live things around it."""

    def __init__(self, path, node, module, owner=None):
        self.path, self.node, self.module, self.owner = path, node, module, owner
        # How far out on the trace, 0 being the function that failed.
        self.depth = 0

    @property
    def name(self):
        return self.node.name

    def parameters(self):
        """Names that can be passed, without the receiver, in order; then keyword-only ones."""
        given = self.node.args
        names = [a.arg for a in given.posonlyargs + given.args]
        if self.owner is not None and "staticmethod" not in self.decorators():
            names = names[1:]
        return names + [a.arg for a in given.kwonlyargs]

    def annotations(self):
        given = self.node.args
        return {a.arg: a.annotation for a in given.posonlyargs + given.args + given.kwonlyargs if a.annotation}

    def defaults(self):
        given = self.node.args
        positional = given.posonlyargs + given.args
        found = {a.arg: d for a, d in zip(reversed(positional), reversed(given.defaults))}
        found.update({a.arg: d for a, d in zip(given.kwonlyargs, given.kw_defaults) if d is not None})
        return found

    def decorators(self):
        return {ast.unparse(d).split("(")[0].split(".")[-1] for d in self.node.decorator_list}


class World:
    """Imports the project and answers what a name means there."""

    def __init__(self, project):
        self.project = project
        self.stubs = StubFinder(project)
        self.failures = []
        for folder in reversed(project.search_paths):
            sys.path.insert(0, os.path.join(project.root, folder) if folder else project.root)
        # The class and the attribute that the crash says it lacks.
        self.lacking = (None, None)

    def load(self, path):
        """The imported module of a file and the name it goes by; (None, None) when it can't be imported."""
        for name, _ in self.project.module_names(path):
            for _ in range(20):
                try:
                    module = importlib.import_module(name)
                    if self.project.own(getattr(module, "__file__", None) or "<none>") == path:
                        return module, name
                    break
                except ModuleNotFoundError as error:
                    if not error.name or not self.stubs.stand_in(error.name):
                        self.failures.append(f"{name}: {error}")
                        break
                    self._forget()
                except BaseException as error:
                    self.failures.append(f"{name}: {type(error).__name__}: {error}"[:300])
                    break
        return None, None

    def _forget(self):
        for name, module in list(sys.modules.items()):
            filename = getattr(module, "__file__", None)
            if isinstance(filename, str) and self.project.own(filename):
                del sys.modules[name]

    def object(self, module, node):
        """The live object a name or dotted name stands for in a module; None when it isn't plainly one."""
        if isinstance(node, ast.Name):
            return vars(module).get(node.id)
        if isinstance(node, ast.Attribute):
            base = self.object(module, node.value)
            if inspect.ismodule(base) or inspect.isclass(base):
                return inspect.getattr_static(base, node.attr, None)
        return None

    def definition(self, thing):
        """Where a live function or class of the project was written; None for anything else."""
        if isinstance(thing, (staticmethod, classmethod)):
            thing = thing.__func__
        if isinstance(thing, property):
            thing = thing.fget
        if inspect.isclass(thing):
            return self._class(thing)
        for _ in range(10):
            if hasattr(thing, "__wrapped__"):
                thing = thing.__wrapped__
        code = getattr(thing, "__code__", None)
        path = self.project.own(code.co_filename) if code else None
        module = sys.modules.get(getattr(thing, "__module__", None) or "")
        if not path or module is None:
            return None
        chain = self.project.definition(path, code.co_firstlineno)
        if not chain or not isinstance(chain[-1], (ast.FunctionDef, ast.AsyncFunctionDef)):
            return None
        owner = None
        if len(chain) > 1 and isinstance(chain[-2], ast.ClassDef):
            owner = self.by_chain(module, chain[:-1])
        return Definition(path, chain[-1], module, owner)

    def _class(self, thing):
        module = sys.modules.get(thing.__module__)
        path = self.project.own(getattr(module, "__file__", None) or "<none>")
        tree = self.project.tree(path) if path else None
        body = tree
        for part in thing.__qualname__.split("."):
            body = next((n for n in getattr(body, "body", []) if isinstance(n, ast.ClassDef) and n.name == part), None)
        return Definition(path, body, module) if isinstance(body, ast.ClassDef) else None

    def by_chain(self, module, chain):
        """The live object behind nested definitions; None below a function."""
        thing = module
        for node in chain:
            thing = inspect.getattr_static(thing, node.name, None)
            if thing is None:
                return None
        return thing

    def method(self, cls, name):
        """The definition of a method that instances of a class answer with."""
        for base in getattr(cls, "__mro__", ()):
            if name in vars(base):
                # A class kept under a name of another class is called like a method, but is none.
                found = None if inspect.isclass(vars(base)[name]) else self.definition(vars(base)[name])
                if found:
                    found.owner = found.owner or base
                return found
        return None

    def is_own_class(self, thing):
        if not inspect.isclass(thing):
            return False
        module = sys.modules.get(thing.__module__)
        return bool(self.project.own(getattr(module, "__file__", None) or "<none>"))

    def subclasses(self, cls):
        """Concrete classes below an abstract one, the class itself first where it can be made."""
        found, pending = [], [cls]
        while pending and len(found) < 20:
            current = pending.pop(0)
            if not inspect.isabstract(current):
                found.append(current)
            pending.extend(type.__subclasses__(current))
        return found

    def holders(self, name):
        """Loaded project modules that define this class or function themselves, as (module name, object)."""
        found = []
        for module_name, module in list(sys.modules.items()):
            filename = getattr(module, "__file__", None)
            if not isinstance(filename, str) or not self.project.own(filename):
                continue
            thing = vars(module).get(name)
            if thing is not None and getattr(thing, "__module__", None) == module_name:
                found.append((module_name, thing))
        return found

    def class_named(self, name, used):
        """The one class of the project a variable is named after, if it has the attributes that are used of it."""
        words = name.strip("_").lower()
        if len(words) < 3:
            return None
        found = {}
        for module in self.modules():
            for thing in list(vars(module).values()):
                if inspect.isclass(thing) and thing.__module__ == module.__name__ and not issubclass(thing, BaseException):
                    own = re.sub(r"(?<!^)(?=[A-Z])", "_", thing.__name__).strip("_").lower()
                    if (own == words or own.endswith("_" + words)) and used <= self.attributes(thing):
                        found[thing] = own == words
        exact = [c for c, same in found.items() if same] or list(found)
        return exact[0] if len(exact) == 1 else None

    def attributes(self, cls):
        """Names an instance has: members of the class and what its methods assign to `self`."""
        names = set(dir(cls)) | set(getattr(cls, "__annotations__", ()))
        definition = self.definition(cls)
        for node in ast.walk(definition.node) if definition else ():
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
        return names

    def takes(self, name, parameter):
        """Whether constructing a class of this name takes an argument of that name."""
        for _, thing in self.holders(name):
            if inspect.isclass(thing):
                definition = self.method(thing, "__init__")
                known = definition.parameters() if definition else (
                    list(getattr(thing, "__dataclass_fields__", ())) + list(getattr(thing, "_fields", ())))
                return parameter in known
        return False

    def value(self, module, name):
        return vars(sys.modules[module]).get(name) if module in sys.modules else None

    def modules(self):
        """Every loaded module of the project."""
        return [
            m for m in list(sys.modules.values())
            if isinstance(getattr(m, "__file__", None), str) and self.project.own(m.__file__)
        ]
