"""One hunt: understands the job, imports the project, searches, minimises, and reports what it found."""

import ast
import gc
import os
import re
import time

from reproduce_clock import FastClock
from reproduce_change import callee
from reproduce_edit import Editor
from reproduce_emit import TestWriter
from reproduce_log import LogValues
from reproduce_minimise import Minimiser
from reproduce_program import Names, Program
from reproduce_project import Project, header_lines, statement_at
from reproduce_scenes import TestScenes, call_sites, test_values
from reproduce_search import Search
from reproduce_seeds import Seeds, entries, module_programs, proposed, words_of
from reproduce_trial import Target, Trials
from reproduce_values import Builder
from reproduce_world import World

MAXIMUM_CANDIDATES = 4
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def hunt(job, root, deadline, report):
    clock = time.monotonic
    project = Project(root)
    path = job["file"].replace("/", os.sep)
    if project.tree(path) is None:
        report(reason=f"{job['file']} is not Python that can be parsed")
        return
    line = settled_line(project, path, int(job["line"]), job.get("code") or "")
    target = Target(path, same_statement(project.tree(path), line), job["exception"], job.get("message") or "",
                    function_lines(project, path, line), line)
    target.columns = marked_columns(job.get("log") or "", int(job["line"]), job.get("code") or "")
    frames = own_frames(project, job.get("frames") or [], path, line)
    traced = sorted({path} | {p for p, _ in frames})
    names = Names()
    fast = FastClock()
    fast.install()
    trials = Trials(project, target, names, traced, fast, clock)
    report(stage="importing")
    world = World(project)
    world.names = names
    world.lacking = lacking(target.message, project, world)
    found_entries = entries(project, world, path, line, frames, comes_from_above(target))
    bring_in_namesakes(project, world, [p for p, _ in frames] + [path])
    if "async def" in project.source(path):
        # Once here, rather than in the child of each try.
        import asyncio
        import unittest.mock
    report(stage="searching")
    gc.freeze()
    builder = Builder(world, names, LogValues((job.get("log") or "") + "\n" + (job.get("message") or ""), test_values(project)))
    search = Search(trials, world, builder, deadline - 2.0, clock)
    search.log = "\n".join(text for text in (job.get("log") or "").splitlines() if not text.startswith(" "))[-20_000:]
    search.aim(frames, project.line(path, line), job.get("function") or "")
    module_level = not any(isinstance(n, FUNCTIONS) for n in project.definition(path, line))
    if module_level:
        for name, _ in project.module_names(path)[:2]:
            for program in module_programs(name):
                search.plant(program, None, ())
    elif not found_entries and raised_by_import(world, target):
        for place in dict.fromkeys([p for p, _ in frames] + [path]):
            for name, _ in project.module_names(place)[:1]:
                search.plant(module_programs(name)[0], None, ())
    elif not found_entries:
        why = world.failures[-1] if world.failures else "its module could not be imported"
        report(reason=f"{job['file']} could not be imported: {why}")
        return
    for program in proposed(job.get("calls") or [], names):
        search.plant(program, None, ())
    plant(search, project, world, builder, names, found_entries, target, line)
    finds = search.run()
    report(tried=trials.count)
    if not finds:
        report(tried=trials.count, reason=explain(search, found_entries, clock() >= deadline - 2.0))
        return
    _, folder = (project.module_names(path) or [("", "")])[0]
    minimiser = Minimiser(trials, search.oddity, deadline, clock)
    job = dict(job, line=line, function=job.get("function") or "module", code=project.line(path, line))
    writer = TestWriter(project, names, job, folder, world.stubs.imported)
    tell(job, finds, minimiser, writer, trials, world, report)


def bring_in_namesakes(project, world, paths):
    """Loads the files beside the trace whose classes its parameters are named after; its own files need not import them."""
    functions = [n for p in dict.fromkeys(paths) for n in ast.walk(project.tree(p)) if isinstance(n, FUNCTIONS)]
    names = {a.arg.strip("_") for n in functions for a in n.args.posonlyargs + n.args.args + n.args.kwonlyargs}
    folders = {os.path.dirname(p) for p in paths}
    for path in project.files:
        if os.path.dirname(path) not in folders or project.is_test(path) or project.tree(path) is None:
            continue
        classes = [n.name for n in project.tree(path).body if isinstance(n, ast.ClassDef)]
        if names & {snake(name) for name in classes}:
            world.load(path)


def lacking(message, project, world):
    """(class, attribute) of "'Order' object has no attribute 'total'", the class as variables would be named after it.

    Its module is loaded: the failing file need not import what it is given.
    """
    match = re.match(r"'(\w+)' object has no attribute '(\w+)'", message)
    homes = [p for p in project.files if f"class {match[1]}" in project.source(p) and not project.is_test(p)] if match else []
    if len(homes) != 1:
        return None, None
    world.load(homes[0])
    return snake(match[1]), match[2]


def snake(name):
    """`OrderLine` as `order_line`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def comes_from_above(target):
    """Whether a value of a wrong type was handed down, so that the mistake may well be made by a caller."""
    return target.exception in ("TypeError", "AttributeError") and any(
        f"'{name}'" in target.message for name in ("str", "int", "float", "list", "dict", "tuple", "coroutine", "bytes"))


def plant(search, project, world, builder, names, found, target, line):
    """Every first program: the tests' scenes, calls found in the code, and calls made up from the code."""
    seeds = Seeds(world, builder, names)
    search.outer_only = len(found) > 1
    search.deepest = 0 if search.exhausting else max((entry.depth for entry, _ in found), default=0)
    scenes = TestScenes(project).programs(words_of([d for d, _ in found]))
    for entry, cost in found:
        inference = search.infer(entry)
        changes = search.changes_for(inference)
        editor = Editor(world, entry)
        search.method_calls[entry] = other_methods(world, builder, search, entry)
        for program in seeds.generated(inference, cost):
            search.plant(program, editor, changes)
        if inference.guessed:
            plain = search.infer(entry, guess=False)
            other = search.changes_for(plain)
            for program in seeds.generated(plain, cost + 0.8):
                search.plant(program, editor, other)
        for index, scene in enumerate(scenes[:25]):
            if editor.act(scene) is not None:
                scene = up_to_act(scene.copy(), editor)
                scene.cost = cost + 0.05 * index
                search.plant(scene, editor, changes, tested=True)
        if entry.owner is None:
            for call in call_sites(project, entry.name):
                search.plant(Program([ast.Expr(call)], cost=cost + 0.1), editor, changes)


def up_to_act(scene, editor):
    """The test without what follows the last statement that makes the call."""
    while len(scene.body) > 1 and not any(
            callee(n) == editor.name for n in ast.walk(scene.body[-1]) if isinstance(n, (ast.Call, ast.Attribute))):
        scene.body.pop()
    return scene


def other_methods(world, builder, search, entry):
    """Public methods of the entry's class beside it, as (name, arguments, asynchronous)."""
    found = []
    if entry.owner is None or entry.decorators() & {"staticmethod", "classmethod", "property"}:
        return found
    for name in dir(entry.owner):
        method = world.method(entry.owner, name) if not name.startswith("_") and name != entry.name else None
        if method is None or len(found) >= 8 or method.decorators() & {"staticmethod", "classmethod", "property"}:
            continue
        inference = search.infer(method)
        wanted = [n for n in method.parameters() if n not in method.defaults()]
        arguments = [(n, builder.build(inference.arguments[n], n)) for n in wanted]
        found.append((name, arguments, isinstance(method.node, ast.AsyncFunctionDef)))
    return found


def raised_by_import(world, target):
    """Whether importing failed with the very type of error that is looked for."""
    return any(f" {target.exception.split('.')[-1]}:" in failure for failure in world.failures)


def tell(job, finds, minimiser, writer, trials, world, report):
    """Reports the best finds as tests, best first; the parent checks each and stops at the first that holds."""
    path = writer.path()
    notes = [f"{name} is not installed here; a stand-in took its place" for name in world.stubs.names]
    told = set()
    for find in finds[:MAXIMUM_CANDIDATES]:
        program = minimiser.minimise(find)
        quick, outcome = minimiser.quickened(program, find.fidelity, world.modules())
        if quick is None:
            report(tried=trials.count, reason=f"{program.one_line()[:160]} raised it only when time was sped up")
            continue
        if quick.text() in told:
            continue
        told.add(quick.text())
        variants = [(False, False, "ERROR"), (True, False, "ERROR"), (False, True, "ERROR")]
        variants += [(True, False, "WARNING")] * quick.swallowed
        for rooted, away, level in variants:
            report(tried=trials.count, notes=notes, candidate={
                "input": quick.one_line()[:2000], "exception": job["exception"], "message": outcome.message[:1000], "path": path,
                "contents": writer.contents(quick, find.outcome, path, rooted, away, level), "file": job["file"], "line": job["line"],
                "function": job["function"], "code": job["code"], "fidelity": find.fidelity})


def settled_line(project, path, line, code):
    """The line the log means: its number, unless the text of the trace stands elsewhere in the file by now."""
    wanted = " ".join(code.split())
    lines = [" ".join(text.split()) for text in project.source(path).splitlines()]
    if not wanted or 0 < line <= len(lines) and lines[line - 1] == wanted:
        return line
    places = [n for n, text in enumerate(lines, 1) if text == wanted]
    return min(places, key=lambda n: abs(n - line)) if places else line


def marked_columns(log, line, code):
    """The part of the failing line that Python marks below it since 3.11, counted from the line's first letter."""
    lines = log.splitlines()
    for index in range(len(lines) - 2, 1, -1):
        marks = lines[index + 1] if index + 1 < len(lines) else ""
        if lines[index].strip() == code.strip() != "" and marks.strip() and set(marks.strip()) <= set("~^") and (
            f", line {line}, in " in lines[index - 1]
        ):
            indent = len(lines[index]) - len(lines[index].lstrip())
            start = len(marks) - len(marks.lstrip()) - indent
            return [start, start + len(marks.strip())]
    return None


def same_statement(tree, line):
    """The lines that count as the failing one: Python versions differ in which line of a long statement they name."""
    chain = statement_at(tree, line)
    if not chain or line not in header_lines(chain[-1]) or isinstance(chain[-1], (ast.FunctionDef, ast.ClassDef)):
        return {line}
    return set(header_lines(chain[-1])) if isinstance(chain[-1], ast.stmt) else {line}


def function_lines(project, path, line):
    """The lines of the innermost function around a line."""
    functions = [n for n in project.definition(path, line) if not isinstance(n, ast.ClassDef)]
    return range(functions[-1].lineno, functions[-1].end_lineno + 1) if functions else ()


def own_frames(project, frames, path, line):
    """The trace's frames that are files of this project, outermost first, as (path, line)."""
    found = []
    for frame in frames[-60:]:
        resolved = project.resolve(str(frame.get("file", "")))
        number = frame.get("line")
        if resolved and isinstance(number, int) and not project.is_test(resolved):
            place = (resolved, settled_line(project, resolved, number, frame.get("code") or ""))
            if place not in found:
                found.append(place)
    return found if (path, line) in found else found + [(path, line)]


def explain(search, found, late):
    """An honest sentence about a search that found nothing."""
    if search.near_misses:
        near = search.near_misses[0]
        return f"after {search.trials.count} inputs the line raised {near.outcome.type} only with another message: {near.outcome.message}"[:380]
    names = ", ".join(d.name for d, _ in found) or "the module"
    nearest = f"the nearest came {round(100 * search.best_progress)} % of the way to the line"
    ended = "time ran out" if late else "nothing was left to try"
    return f"{ended} after {search.trials.count} inputs for {names}; {nearest}"
