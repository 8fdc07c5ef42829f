"""One hunt: understands the job, imports the project, searches, minimises, and reports what it found."""

import ast
import gc
import os
import time

from reproduce_emit import TestWriter
from reproduce_log import LogValues
from reproduce_minimise import Minimiser
from reproduce_program import Names, Program
from reproduce_project import Project, header_lines, statement_at
from reproduce_scenes import TestScenes, call_sites
from reproduce_search import Search, editor_for
from reproduce_seeds import Seeds, entries, module_programs, words_of
from reproduce_trial import Target, Trials
from reproduce_values import Builder
from reproduce_world import World

MAXIMUM_CANDIDATES = 4


def hunt(job, root, deadline, report):
    clock = time.monotonic
    project = Project(root)
    path = job["file"].replace("/", os.sep)
    if project.tree(path) is None:
        report(reason=f"{job['file']} is not Python that can be parsed")
        return
    line = settled_line(project, path, int(job["line"]), job.get("code") or "")
    target = Target(path, same_statement(project.tree(path), line), job["exception"], job.get("message") or "")
    frames = own_frames(project, job.get("frames") or [], path, line)
    traced = sorted({path} | {p for p, _ in frames})
    names = Names()
    trials = Trials(project, target, names, traced)
    report(stage="importing")
    world = World(project)
    world.names = names
    found_entries = entries(project, world, path, line, frames)
    report(stage="searching")
    gc.freeze()
    builder = Builder(world, names, LogValues((job.get("log") or "") + "\n" + (job.get("message") or "")))
    search = Search(trials, world, builder, deadline - 2.0, clock)
    search.aim(frames, project.line(path, line), job.get("function") or "")
    module_level = not any(isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)) for n in project.definition(path, line))
    if module_level:
        for name, _ in project.module_names(path)[:2]:
            for program in module_programs(name):
                search.plant(program, None, ())
    elif not found_entries:
        why = world.failures[-1] if world.failures else "its module could not be imported"
        report(reason=f"{job['file']} could not be imported: {why}")
        return
    plant(search, project, world, builder, names, found_entries, target, line)
    finds = search.run()
    report(tried=trials.count)
    if not finds:
        report(tried=trials.count, reason=explain(search, found_entries, clock() >= deadline - 2.0))
        return
    _, folder = (project.module_names(path) or [("", "")])[0]
    minimiser = Minimiser(trials, search.fidelity, deadline, clock)
    job = dict(job, line=line, function=job.get("function") or "module", code=project.line(path, line))
    writer = TestWriter(project, names, job, folder, world.stubs.names)
    tell(job, finds, minimiser, writer, trials, world, report)


def plant(search, project, world, builder, names, found, target, line):
    """Every first program: the tests' scenes, calls found in the code, and calls made up from the code."""
    seeds = Seeds(world, builder, names)
    search.outer_only = len(found) > 1
    scenes = TestScenes(project).programs(words_of([d for d, _ in found]))
    for entry, cost in found:
        inference = search.infer(entry)
        changes = search.changes_for(inference)
        editor = editor_for(world, entry)
        for program in seeds.generated(inference, cost):
            search.plant(program, editor, changes)
        for index, scene in enumerate(scenes[:25]):
            if editor.act(scene) is not None:
                scene = scene.copy()
                scene.cost = cost + 0.05 * index
                search.plant(scene, editor, changes, tested=True)
        if entry.owner is None:
            for call in call_sites(project, entry.name):
                search.plant(Program([ast.Expr(call)], cost=cost + 0.1), editor, changes)


def tell(job, finds, minimiser, writer, trials, world, report):
    """Reports the best finds as tests, best first; the parent checks each and stops at the first that holds."""
    path = writer.path()
    notes = [f"{name} is not installed here; a stand-in took its place" for name in world.stubs.names]
    told = set()
    for find in finds[:MAXIMUM_CANDIDATES]:
        program = minimiser.minimise(find)
        quick = minimiser.quickened(program, find.fidelity, world.modules())
        if quick is None:
            report(tried=trials.count, reason=f"{program.one_line()[:160]} raised it only when time was sped up")
            continue
        outcome = minimiser.still(quick, find.fidelity, fast=False)
        if outcome is None or quick.text() in told:
            continue
        told.add(quick.text())
        for rooted in (False, True):
            report(tried=trials.count, notes=notes, candidate={
                "input": quick.one_line()[:2000], "exception": job["exception"], "message": outcome.message[:1000], "path": path,
                "contents": writer.contents(quick, find.outcome, path, rooted), "file": job["file"], "line": job["line"],
                "function": job["function"], "code": job["code"], "fidelity": find.fidelity})


def settled_line(project, path, line, code):
    """The line the log means: its number, unless the text of the trace stands elsewhere in the file by now."""
    wanted = " ".join(code.split())
    lines = [" ".join(text.split()) for text in project.source(path).splitlines()]
    if not wanted or 0 < line <= len(lines) and lines[line - 1] == wanted:
        return line
    places = [n for n, text in enumerate(lines, 1) if text == wanted]
    return min(places, key=lambda n: abs(n - line)) if places else line


def same_statement(tree, line):
    """The lines that count as the failing one: Python versions differ in which line of a long statement they name."""
    chain = statement_at(tree, line)
    if not chain or line not in header_lines(chain[-1]) or isinstance(chain[-1], (ast.FunctionDef, ast.ClassDef)):
        return {line}
    return set(header_lines(chain[-1])) if isinstance(chain[-1], ast.stmt) else {line}


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
    names = ", ".join(d.name for d, _ in found) or "the module"
    nearest = f"the nearest came {round(100 * search.best_progress)} % of the way to the line"
    ended = "time ran out" if late else "nothing was left to try"
    return f"{ended} after {search.trials.count} inputs for {names}; {nearest}"
