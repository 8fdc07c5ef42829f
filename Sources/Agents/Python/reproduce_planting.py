"""The first programs of a search: the tests' scenes, calls found in the code, and calls made up from the code."""

import ast

from reproduce_change import callee
from reproduce_edit import Editor
from reproduce_program import Program
from reproduce_scenes import TestScenes, call_sites
from reproduce_seeds import Seeds, words_of

MAXIMUM_SCENES = 25
MAXIMUM_METHODS = 8
NO_METHODS = {"staticmethod", "classmethod", "property"}


class Planting:
    """Puts the first programs into a search. What fails for one of them leaves the others."""

    def __init__(self, search, project, world, builder, names):
        self.search, self.project, self.world, self.builder = search, project, world, builder
        self.seeds = Seeds(world, builder, names)

    def plant(self, found):
        """`found` are the ways in: (definition, extra cost)."""
        search = self.search
        search.outer_only = len(found) > 1
        search.deepest = 0 if search.exhausting else max((entry.depth for entry, _ in found), default=0)
        scenes = TestScenes(self.project).programs(words_of([d for d, _ in found]))[:MAXIMUM_SCENES]
        chains = [self.project.definition(path, line) for path, _, line in search.trail.frames]
        for entry, cost in found:
            # What a function made and gave away is called after the act.
            inside = any(entry.node in chain and chain[-1] is not entry.node for chain in chains)
            with search.guess():
                self.entry(entry, cost, scenes, inside)

    def entry(self, entry, cost, scenes, inside):
        """The programs that come in by one function."""
        search, editor = self.search, Editor(self.world, entry)
        inference = search.infer(entry)
        changes = search.changes_for(inference)
        with search.guess():
            search.method_calls[entry] = self.other_methods(entry)
        with search.guess():
            self.written(inference, cost, editor, changes)
        with search.guess():
            if inference.guessed:
                plain = search.infer(entry, guess=False)
                self.written(plain, cost + 0.8, editor, search.changes_for(plain))
        for index, scene in enumerate(scenes):
            with search.guess():
                self.scene(scene, cost + 0.05 * index, editor, changes, inside)
        for call in call_sites(self.project, entry.name) if entry.owner is None else ():
            search.plant(Program([ast.Expr(call)], cost=cost + 0.1), editor, changes)

    def written(self, inference, cost, editor, changes):
        for program in self.seeds.generated(inference, cost):
            self.search.plant(program, editor, changes)

    def scene(self, scene, cost, editor, changes, inside):
        if editor.act(scene) is not None:
            scene = scene.copy() if inside else up_to_act(scene.copy(), editor)
            scene.cost = cost
            self.search.plant(scene, editor, changes, tested=True)

    def other_methods(self, entry):
        """Public methods of the entry's class beside it, as (name, arguments, asynchronous)."""
        found = []
        if entry.owner is None or entry.decorators() & NO_METHODS:
            return found
        for name in dir(entry.owner):
            method = self.world.method(entry.owner, name) if not name.startswith("_") and name != entry.name else None
            if method is None or len(found) >= MAXIMUM_METHODS or method.decorators() & NO_METHODS:
                continue
            with self.search.guess():
                found.append(self.method_call(name, method))
        return found

    def method_call(self, name, method):
        inference = self.search.infer(method)
        wanted = [n for n in method.parameters() if n not in method.defaults()]
        arguments = [(n, self.builder.build(inference.arguments[n], n)) for n in wanted]
        return name, arguments, isinstance(method.node, ast.AsyncFunctionDef)


def up_to_act(scene, editor):
    """The test without what follows the last statement that makes the call."""
    while len(scene.body) > 1 and not any(
            callee(n) == editor.name for n in ast.walk(scene.body[-1]) if isinstance(n, (ast.Call, ast.Attribute))):
        scene.body.pop()
    return scene
