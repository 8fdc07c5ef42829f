"""Takes away from a find what the crash doesn't need, without making the input odder than it has to be."""

import ast
import copy

from reproduce_fidelity import fidelity
from reproduce_mutate import all_dicts, list_nodes, unused_assignment
from reproduce_program import bound_names, is_literal, literal, used_names

WAITS = ("timeout", "wait", "delay", "interval", "backoff", "sleep", "ttl", "deadline", "patience")
QUICK = 1.0
SLOW = 7.0


class Minimiser:
    """Each step is kept only while the same crash, with a message no worse, still happens."""

    def __init__(self, search, deadline, clock):
        self.search, self.oddity, self.trials = search, search.oddity, search.trials
        self.deadline, self.clock = deadline, clock
        # Frames of the log that the find went through: what is smaller must go through as many.
        self.passed = 0
        self.needed = self._mentioned()
        self.kinds = set()

    def _mentioned(self):
        """Keys and names the code under test speaks of. Inputs keep them, so that they stay valid once the bug is fixed."""
        found = set()
        for path in self.trials.traced:
            tree = self.trials.project.tree(path)
            for node in ast.walk(tree) if tree else ():
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
                elif isinstance(node, ast.Attribute):
                    found.add(node.attr)
        return found

    def still(self, program, wanted, fast=True, limit=3.0):
        outcome = self.trials.run(program, limit=limit, fast=fast)
        happened = outcome.matched or program.swallowed and outcome.swallowed
        if program.repeat > 1 and {kind for kind, *_ in outcome.earlier} != self.kinds:
            return None  # The calls before must go on failing for the reason they failed for.
        if not happened or fidelity(self.trials.target, outcome) < wanted:
            return None
        return outcome if self.search.passed(outcome) >= self.passed and not self.search.misuse.of(outcome) else None

    def minimise(self, candidate):
        program, wanted = candidate.program, candidate.fidelity
        self.passed = candidate.passed
        self.kinds = {kind for kind, *_ in candidate.outcome.earlier}
        program = self.fewer_repeats(program, candidate.outcome, wanted)
        for step in (self.statements, self.keys, self.elements, self.keywords, self.statements, self.inlined):
            changed = True
            while changed and self.clock() < self.deadline:
                changed = False
                for make in step(program):
                    if self.clock() >= self.deadline:
                        break
                    smaller = self.edit(program, make)
                    if smaller is None or self.oddity.of(smaller) > self.oddity.of(program):
                        continue
                    if self.still(smaller, wanted):
                        program, changed = smaller, True
                        break
        return program

    def edit(self, program, make):
        smaller = carry(program.copy(), program)
        try:
            make(smaller)
        except (IndexError, AttributeError, ValueError):
            return None
        if not smaller.body or smaller.text() == program.text():
            return None
        for statement in smaller.body:
            ast.fix_missing_locations(statement)
        return smaller

    def fewer_repeats(self, program, outcome, wanted):
        if program.repeat > 1 and outcome.iteration and not program.files:
            fewer = carry(program.copy(), program)
            fewer.repeat = outcome.iteration
            if self.still(fewer, wanted):
                return fewer
        return program

    def statements(self, program):
        for index in reversed(range(len(program.body) - 1)):
            rest = program.body[:index] + program.body[index + 1:]
            if not bound_names(program.body[index:index + 1]) & used_names(rest) - bound_names(rest):
                yield lambda p, i=index: p.body.pop(i)
        for index in range(len(program.patches)):
            yield lambda p, i=index: p.patches.pop(i)
        for index in unused_assignment(program):
            yield lambda p, i=index: p.body.__setitem__(i, ast.Expr(p.body[i].value))

    def keys(self, program):
        for index, node in enumerate(all_dicts(program)):
            for position, key in enumerate(node.keys):
                if not (isinstance(key, ast.Constant) and key.value in self.needed):
                    yield lambda p, i=index, j=position: (all_dicts(p)[i].keys.pop(j), all_dicts(p)[i].values.pop(j))

    def elements(self, program):
        for index, node in enumerate(list_nodes(program)):
            if isinstance(node, ast.List) and node.elts:
                yield lambda p, i=index: list_nodes(p)[i].elts.clear()
            if len(node.elts) > 1:
                yield lambda p, i=index: list_nodes(p)[i].elts.__delitem__(slice(1, None))
                yield lambda p, i=index: list_nodes(p)[i].elts.pop()

    def keywords(self, program):
        for index, node in enumerate(calls(program)):
            for position, keyword in enumerate(node.keywords):
                stand_in = getattr(node.func, "id", "") == "SimpleNamespace"
                if not stand_in or keyword.arg not in self.needed:
                    yield lambda p, i=index, j=position: calls(p)[i].keywords.pop(j)

    def inlined(self, program):
        """A plain value used once stands where it is used."""
        for index, statement in enumerate(program.body[:-1]):
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and is_literal(statement.value):
                name = statement.targets[0].id
                uses = [n for s in program.body for n in ast.walk(s) if isinstance(n, ast.Name) and n.id == name]
                late = [n for s in program.body for n in ast.walk(s) if isinstance(n, ast.Lambda) and name in used_names([n])]
                if len(uses) == 2 and not late and len(ast.unparse(statement.value)) < 60:
                    yield lambda p, i=index, n=name: inline(p, i, n)

    # Time

    def quickened(self, program, wanted, modules):
        """The same crash in real time, with time-outs shortened as far as the program can, and how it went.

        (None, None) when it stays too slow to wait for.
        """
        outcome = self.still(program, wanted, fast=False, limit=QUICK + 0.5)
        if outcome is not None:
            return program, outcome
        for make in self.shorter_waits(program, modules):
            made = self.edit(program, make)
            if made is not None and self.clock() < self.deadline:
                outcome = self.still(made, wanted, fast=False, limit=QUICK + 1.5)
                if outcome is not None and outcome.seconds < QUICK + 1.0:
                    return made, outcome
        patience = min(SLOW, self.deadline - self.clock())
        outcome = self.still(program, wanted, fast=False, limit=patience) if patience > QUICK else None
        return (program, outcome) if outcome is not None else (None, None)

    def shorter_waits(self, program, modules):
        from reproduce_program import Patch

        def is_wait(name):
            return any(word in name.lower() for word in WAITS)

        constants = [
            (m.__name__, name) for m in modules for name, value in list(vars(m).items())
            if is_wait(name) and isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0.05]

        def patch_constants(p):
            p.patches.extend(Patch(module, name, literal(0.01)) for module, name in constants[:4])

        def shorten_arguments(p):
            for call in calls(p):
                for keyword in call.keywords:
                    if keyword.arg and is_wait(keyword.arg):
                        keyword.value = literal(0.01)

        def patch_sleep(p):
            p.patches.append(Patch("time", "sleep", ast.parse("lambda seconds: None", mode="eval").body))

        def everything(p):
            patch_constants(p)
            shorten_arguments(p)

        yield shorten_arguments
        for wait in self.wait_arguments(program, is_wait):
            yield lambda p, w=wait: (add_keyword(p, w), shorten_arguments(p))
        yield from self.wait_attributes(program, is_wait)
        yield patch_constants
        yield everything
        if any("sleep(" in self.trials.project.source(path) for path in self.trials.project.files[:300]):
            yield patch_sleep
            yield lambda p: (everything(p), patch_sleep(p))

    def wait_arguments(self, program, is_wait):
        """Constructor arguments that are left to their long defaults."""
        found = set()
        for path in self.trials.traced:
            tree = self.trials.project.tree(path)
            for node in ast.walk(tree) if tree else ():
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    found |= {(node.name, a.arg) for a in node.args.args + node.args.kwonlyargs if is_wait(a.arg)}
        for path in self.trials.project.files:
            tree = self.trials.project.tree(path)
            for node in ast.walk(tree) if tree else ():
                if isinstance(node, ast.ClassDef):
                    for inner in node.body:
                        if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                            found |= {(node.name, a.arg) for a in inner.args.args + inner.args.kwonlyargs if is_wait(a.arg)}
        for index, call in enumerate(calls(program)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            for function, argument in sorted(found):
                if function == name and argument not in {k.arg for k in call.keywords}:
                    yield index, argument

    def wait_attributes(self, program, is_wait):
        """Sets the waits that the prepared objects hold, all of them together and each alone."""
        names = self.trials.probe(program, is_wait)
        lines = [ast.parse(f"{name} = 0.01").body[0] for name in names]
        for line in lines[:6]:
            yield lambda p, l=line: p.body.insert(len(p.body) - 1, copy.deepcopy(l))
        if len(lines) > 1:
            yield lambda p: p.body.__setitem__(slice(-1, -1), copy.deepcopy(lines))


def calls(program):
    return [n for s in program.body for n in ast.walk(s) if isinstance(n, ast.Call)]


def add_keyword(program, wait):
    index, argument = wait
    calls(program)[index].keywords.append(ast.keyword(argument, literal(0.01)))


def inline(program, index, name):
    value = program.body[index].value

    class Replace(ast.NodeTransformer):
        def visit_Name(self, node):
            return copy.deepcopy(value) if node.id == name and isinstance(node.ctx, ast.Load) else node

    program.body.pop(index)
    program.body[:] = [Replace().visit(s) for s in program.body]


def carry(made, program):
    """Copies what a find knows about itself."""
    for name in ("root", "swallowed", "wrapped"):
        setattr(made, name, getattr(program, name, False))
    return made

