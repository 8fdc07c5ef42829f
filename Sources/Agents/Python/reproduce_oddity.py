"""How far a program's input is from what the code says it takes: a right fix need not cope with such input."""

import ast
import inspect


class Oddity:
    """Counts arguments that the called function's annotations and defaults speak against."""

    def __init__(self, world, empties):
        self.world, self.known = world, {}
        # Whether something empty is odd for parameters without a default too.
        self.empties = empties

    def of(self, program):
        return sum(self.of_call(node) for statement in program.body for node in ast.walk(statement)
                   if isinstance(node, ast.Call))

    def of_call(self, call):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in self.known:
            self.known[name] = self.signature(name, isinstance(call.func, ast.Attribute))
        taken = self.known[name]
        given = list(zip(taken, call.args)) + [(k.arg, k.value) for k in call.keywords if k.arg in taken]
        return sum(self.is_odd(taken[parameter], value) for parameter, value in given)

    def signature(self, name, is_method):
        """Parameter name to `inspect.Parameter`, of the one function or class of the project that has this name."""
        found = []
        for module in self.world.modules():
            thing = vars(module).get(name)
            if not is_method and callable(thing) and getattr(thing, "__module__", "") == module.__name__:
                found.append(thing)
            for cls in vars(module).values() if is_method else ():
                if inspect.isclass(cls) and cls.__module__ == module.__name__ and inspect.isfunction(vars(cls).get(name)):
                    found.append(vars(cls)[name])
        try:
            parameters = dict(inspect.signature(found[0]).parameters) if len(found) == 1 else {}
        except (TypeError, ValueError):
            return {}
        return {n: p for n, p in parameters.items() if n not in ("self", "cls")}

    def is_odd(self, parameter, value):
        default, annotation = parameter.default, parameter.annotation
        if isinstance(value, ast.Constant) and value.value is None:
            words = annotation if isinstance(annotation, str) else str(annotation)
            return default is not None and not ("None" in words or "Optional" in words or "Any" in words)
        is_empty = isinstance(value, (ast.List, ast.Tuple, ast.Set)) and not value.elts or isinstance(
            value, ast.Dict) and not value.keys
        return is_empty and (self.empties or default is not inspect.Parameter.empty and default is not None)
