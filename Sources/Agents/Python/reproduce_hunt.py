"""One hunt: understands the job, imports the project, searches, minimises, and reports what it found."""

import ast
import gc
import os
import re
import time

from reproduce_budget import Budget
from reproduce_clock import FastClock
from reproduce_emit import TestWriter
from reproduce_frames import Trail
from reproduce_log import LogValues
from reproduce_minimise import Minimiser
from reproduce_misuse import Misuse
from reproduce_place import function_lines, marked_columns, same_statement, settled_line, trail_of
from reproduce_planting import Planting
from reproduce_program import Names
from reproduce_project import Project
from reproduce_scenes import test_values
from reproduce_search import Search
from reproduce_seeds import entries, module_programs, proposed
from reproduce_trial import Target, Trials
from reproduce_values import Builder
from reproduce_words import keys_of
from reproduce_world import World

MAXIMUM_CANDIDATES = 4
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def hunt(job, root, deadline, report):
    """`deadline` is how many seconds of a `Budget` it may take."""
    clock, wall = Budget().clock, time.monotonic
    report(stage="reading")
    project = Project(root)
    target = target_of(job, project)
    if target is None:
        report(reason=f"{job['file']} is not Python that can be parsed")
        return
    trail = trail_of(project, job, target.path, target.line)
    frames = list(dict.fromkeys((p, n) for p, _, n in trail))
    names, fast = Names(), FastClock()
    fast.install()
    trials = Trials(project, target, names, sorted({p for p, _ in frames}), fast, wall)
    report(stage="importing")
    world = World(project)
    world.names = names
    world.lacking = lacking(target.message, project, world)
    found_entries = entries(project, world, target.path, target.line, frames, comes_from_above(target))
    bring_in_namesakes(project, world, [p for p, _ in frames])
    if "async def" in project.source(target.path):
        # Once here, rather than in the child of each try.
        import asyncio
        import unittest.mock
    report(stage="understanding")
    gc.freeze()
    log = job.get("log") or ""
    builder = Builder(world, names, LogValues(log + "\n" + target.message, test_values(project)))
    search = Search(trials, world, builder, deadline - 2.0, clock)
    search.tell, search.trail = report, Trail(trail)
    search.misuse = Misuse(project, world, search.trail, target.message, log)
    search.log = "\n".join(text for text in log.splitlines() if not text.startswith(" "))[-20_000:]
    search.aim(frames, project.line(target.path, target.line), job.get("function") or "")
    if not plant_imports(search, project, world, frames, found_entries):
        report(reason=unimportable(job["file"], world.failures))
        return
    for program in proposed(job.get("calls") or [], names):
        search.plant(program, None, ())
    report(stage="searching")
    Planting(search, project, world, builder, names).plant(found_entries)
    finds = search.run()
    report(tried=trials.count)
    if not finds:
        report(tried=trials.count, reason=explain(search, found_entries, clock() >= deadline - 2.0))
        return
    report(stage="writing")
    tell(job, finds, search, Minimiser(search, deadline, clock), world, report)


def target_of(job, project):
    """The crash as the repository has it; None where its file can't be parsed."""
    path, log, code = job["file"].replace("/", os.sep), job.get("log") or "", job.get("code") or ""
    if project.tree(path) is None:
        return None
    line = settled_line(project, path, int(job["line"]), code)
    target = Target(path, same_statement(project.tree(path), line), job["exception"], job.get("message") or "",
                    function_lines(project, path, line), line)
    target.columns = marked_columns(log, int(job["line"]), code)
    target.keys = keys_of(project.tree(path))
    return target


def plant_imports(search, project, world, frames, found):
    """Plants imports where importing itself may be what fails; False where nothing can be imported to be called."""
    target = search.target
    if not any(isinstance(n, FUNCTIONS) for n in project.definition(target.path, target.line)):
        for name, _ in project.module_names(target.path)[:2]:
            for program in module_programs(name):
                search.plant(program, None, ())
    elif not found and raised_by_import(world, target):
        for place in dict.fromkeys(p for p, _ in frames):
            for name, _ in project.module_names(place)[:1]:
                search.plant(module_programs(name)[0], None, ())
    else:
        return bool(found)
    return True


def unimportable(file, failures):
    """Why a file can't be imported: the module that is missing, or what else went wrong."""
    missing = next((m[1] for f in failures for m in [re.search(r"No module named '([^']+)'", f)] if m), None)
    if missing:
        return f"{file} could not be imported: the module `{missing}` is missing"
    return f"{file} could not be imported: {failures[-1] if failures else 'no name leads to it'}"


def bring_in_namesakes(project, world, paths):
    """Loads the files beside the trace whose classes its parameters are named after; its own files need not import them."""
    trees = [project.tree(p) for p in dict.fromkeys(paths)]
    functions = [n for tree in trees if tree is not None for n in ast.walk(tree) if isinstance(n, FUNCTIONS)]
    names = {a.arg.strip("_") for n in functions for a in n.args.posonlyargs + n.args.args + n.args.kwonlyargs}
    folders = {os.path.dirname(p) for p in paths}
    for path in project.files:
        if os.path.dirname(path) not in folders or project.is_test(path):
            continue
        classes = re.findall(r"^class\s+(\w+)", project.source(path), re.MULTILINE)
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


def raised_by_import(world, target):
    """Whether importing failed with the very type of error that is looked for."""
    return any(f" {target.exception.split('.')[-1]}:" in failure for failure in world.failures)


def tell(job, finds, search, minimiser, world, report):
    """Reports the best finds as tests, best first; the parent checks each and stops at the first that holds."""
    project, target, trials = search.world.project, search.target, search.trials
    _, folder = (project.module_names(target.path) or [("", "")])[0]
    code = project.line(target.path, target.line)
    job = dict(job, line=target.line, function=job.get("function") or "module", code=code)
    writer = TestWriter(project, world.names, job, folder, world.stubs.imported)
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
                "function": job["function"], "code": job["code"], "fidelity": find.fidelity,
                "entry": search.trail.entry(search.passed(outcome))})


def explain(search, found, late):
    """An honest sentence about a search that found nothing."""
    if search.misused:
        most = max(dict.fromkeys(search.misused), key=search.misused.count)
        return f"only a misuse of {most}; {search.trials.count} inputs were tried"[:380]
    if search.near_misses:
        near = search.near_misses[0]
        return f"after {search.trials.count} inputs the line raised {near.outcome.type} only with another message: {near.outcome.message}"[:380]
    names = ", ".join(d.name for d, _ in found) or "the module"
    if not search.trials.count:
        return f"no call of {names} could be made up: {(search.failures or ['nothing in the code says how'])[0]}"[:380]
    nearest = f"the nearest came {round(100 * search.best_progress)} % of the way to the line"
    ended = "time was up" if late else "nothing was left to try"
    return f"{ended} after {search.trials.count} inputs for {names}; {nearest}"
