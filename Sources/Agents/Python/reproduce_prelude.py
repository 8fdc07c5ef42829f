"""What a program does before its act: makes the act's receiver once, and calls it in other ways first."""

import ast
import copy

from reproduce_change import callee
from reproduce_seeds import variable_name


def preceded(program, act, entry, calls):
    """Costs and makers of programs in which the act, or another method of its receiver, is called before it."""
    passed = dict(zip(entry.parameters(), act.args), **{k.arg: k.value for k in act.keywords})
    for times in (1, 3, 7):
        def again(times=times):
            made = program.copy()
            made.body[-1:] = [copy.deepcopy(made.body[-1]) for _ in range(times)] + made.body[-1:]
            return made

        yield 1.7 + 0.1 * times, again
    for index in range(len(calls)):
        def make(index=index):
            made = program.copy()
            made.body.insert(len(made.body) - 1, before(calls[index], act.func.value, passed))
            return made

        yield 1.6, make


def hoist(program):
    """Makes the act's receiver once, before the act, where the act makes it anew each time."""
    for node in ast.walk(program.body[-1]):
        function = node.func if isinstance(node, ast.Call) else None
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Call):
            name = variable_name(callee(function.value))
            made = ast.Assign([ast.Name(name, ast.Store())], function.value, lineno=0)
            function.value = ast.Name(name, ast.Load())
            program.body.insert(len(program.body) - 1, ast.fix_missing_locations(made))
            return


def before(call, receiver, passed):
    """A call of another method on the same receiver, sharing arguments of the same name."""
    name, arguments, asynchronous = call
    values = [ast.keyword(n, copy.deepcopy(passed.get(n, value))) for n, value in arguments]
    made = ast.Call(ast.Attribute(copy.deepcopy(receiver), name, ast.Load()), [], values)
    return ast.fix_missing_locations(ast.Expr(ast.Await(made) if asynchronous else made))
