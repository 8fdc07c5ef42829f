"""Orders candidates, honours a person's feedback, and leaves out what is unsupported, wrong or was tried before."""

import ast
import builtins
from types import SimpleNamespace

from repair_anchor import Unanchorable, anchored, changed_files
from repair_change import Change
from repair_consequences import changed_place, objection
from repair_demands import demands
from repair_promise import restated

ASKED_FOR = "a person asked for just this"
# A patch of which nothing but its text is known.
WRITTEN = SimpleNamespace(template="", kind="", value="")


class Choice:
    """A candidate that may be given: its edits, what it does to the failure and what speaks for it."""

    def __init__(self, candidate, edits, met, is_asked_for):
        self.candidate, self.edits, self.met = candidate, edits, met
        self.outcome = "fixed" if is_asked_for else candidate.outcome
        self.support = ASKED_FOR if is_asked_for else str(candidate.rationale)


def ranked(failure, candidates, avoid, notes):
    """(choices, requirements): the choices best first, each resulting text once."""
    wanted = demands(failure.feedback)
    understood = [demand for demand in wanted if demand.is_understood]
    forbidden = {signature(_applied(failure.repository, edits)) for edits in avoid}
    chosen, seen = [], set()
    for candidate in sorted(candidates, key=lambda candidate: candidate.cost):
        try:
            files = changed_files(failure.repository, candidate.edits)
            problem = defect(failure.repository, files)
            if signature(files) in seen:
                continue
            if problem is None and signature(files) in forbidden:
                problem = "proposed before"
            choice = None if problem else _choice(failure, candidate, files, understood, notes)
            files = changed_files(failure.repository, candidate.edits)
            if choice is not None and signature(files) in forbidden:
                problem, choice = "proposed before", None
            edits = anchored(failure.repository, candidate.edits) if choice is not None else []
        except Unanchorable as error:
            problem, choice = str(error), None
        if problem:
            notes.append(f"{candidate.template}: {problem}")
        if choice is not None:
            seen.add(signature(files))
            choice.edits = edits
            chosen.append(choice)
    # What meets more of the demands comes first, whatever the code itself speaks for.
    chosen.sort(key=lambda choice: -len(choice.met))
    return _answering(failure, chosen, wanted, understood, avoid, notes)


def _choice(failure, candidate, files, understood, notes):
    """The candidate as a choice; None, with a note, where nothing speaks for it or something against it."""
    change = Change(candidate, [failure.repository.file(path).tree for path in files],
                    [ast.parse(text) for text in files.values()])
    verdicts = [(demand, demand.verdict(change)) for demand in understood]
    broken = [demand.text for demand, verdict in verdicts if verdict is False]
    met = [demand for demand, verdict in verdicts if verdict]
    is_asked_for = any(demand.settles for demand in met)
    place = changed_place(failure, candidate)
    words = restated(place, candidate, failure.exception, is_asked_for) if place is not None else None
    problem = None
    if broken:
        problem = f"not given, since it goes against “{broken[0][:120]}”"
    elif not is_asked_for and candidate.outcome is None:
        problem = "not given, nothing in the code speaks for it"
    elif not is_asked_for:
        problem = objection(failure, candidate, change, is_retold=words is not None)
    if problem:
        if len(notes) < 20:
            notes.append(f"{candidate.template} ({candidate.kind}): {problem}")
        return None
    candidate.edits += [words] if words is not None else []
    return Choice(candidate, [], met, is_asked_for)


def _answering(failure, chosen, wanted, understood, avoid, notes):
    """Nothing is given that meets no demand of those that are understood; then the patch before it is what counts."""
    if understood and not any(choice.met for choice in chosen):
        for demand in understood:
            notes.insert(0, f"No repair known here does what was asked: “{demand.text[:200]}”.")
        chosen = []
    if chosen:
        return chosen, _requirements(wanted, chosen[0].met, "the change does so")
    return chosen, judged(failure, avoid[-1], wanted, "the patch that was turned down does so") if avoid else _requirements(wanted, [], "")


def judged(failure, edits, wanted=None, praise="the patch does so", seen=None):
    """What somebody's patch, as anchored edits, does about each demand of the feedback.

    `seen` is what its regression test asserts of the failing call: that counts more than what the code looks like.
    """
    wanted = demands(failure.feedback) if wanted is None else wanted
    files = _applied(failure.repository, edits)
    try:
        new = [ast.parse(text) for text in files.values()]
    except (SyntaxError, ValueError):
        return _requirements(wanted, [], praise)
    change = Change(WRITTEN, [failure.repository.file(path).tree for path in files], new)
    asserted = {id(demand): demand.is_asserted(seen) for demand in wanted}
    met = [demand for demand in wanted if demand.is_understood and asserted[id(demand)] is not False and (
        asserted[id(demand)] or demand.verdict(change))]
    return _requirements(wanted, met, praise, asserted)


def _requirements(wanted, met, praise, asserted=None):
    return [
        {"text": demand.text, "understood": demand.is_understood, "met": demand in met,
         "note": _note(demand, demand in met, praise, (asserted or {}).get(id(demand)))}
        for demand in wanted
    ]


def _note(demand, is_met, praise, asserted):
    if not demand.is_understood:
        return "no rule reads this; a person has to see to it"
    if asserted is not None:
        return f"asked: {demand.what}; the regression test " + ("asserts it" if asserted else "shows another end")
    return f"asked: {demand.what}; " + (praise if is_met else "no change known here does so")


def signature(files):
    return frozenset(files.items())


def _applied(repository, edits):
    """The new text of each file after anchored edits of an earlier patch."""
    texts = {}
    for edit in edits:
        path = edit.get("file")
        source = repository.file(path) if isinstance(path, str) else None
        if source is not None:
            texts[path] = texts.get(path, source.text).replace(edit.get("original", ""), edit.get("fixed", ""), 1)
    return texts


def defect(repository, files):
    """Why the new text is no acceptable program, or None."""
    for path, text in files.items():
        old = repository.file(path)
        if text == old.text:
            return "it changes nothing"
        try:
            tree = ast.parse(text)
            compile(tree, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            return f"the result would not be Python ({error})"
        if ast.dump(tree) == ast.dump(old.tree):
            return "it changes nothing"
        if unknown_names(tree) - unknown_names(old.tree):
            return "it would use a name that is not defined"
        if swallowers(tree) > swallowers(old.tree):
            return "it would hide the error instead of mending its cause"
    return None


def unknown_names(tree):
    """Names that are read somewhere and defined nowhere in the file."""
    read, known = set(), set(dir(builtins)) | {"__file__"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else known).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            known.add(node.name)
        elif isinstance(node, ast.arg):
            known.add(node.arg)
        elif isinstance(node, ast.alias):
            known.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            known.add(node.name)
    return read - known


def swallowers(tree):
    """Handlers that catch anything or do nothing."""
    count = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            names = {item.id for item in ast.walk(node.type) if isinstance(item, ast.Name)} if node.type else set()
            idle = all(isinstance(item, ast.Pass) for item in node.body)
            count += node.type is None or bool(names & {"Exception", "BaseException"}) or idle
    return count
