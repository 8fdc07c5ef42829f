"""Plays a reproduction over a patched repository, tells what its call does now, and writes the test that asserts it.

Job on standard input: {"test": {"path", "contents"}, "exception", "file", "function", "line", "changes": [{"path", "text"}],
"output"}. The working directory is a private copy of the base. The call is played there once, then the changes are
laid over it and the call is played twice: what differs from run to run is not asserted. Without "changes" the working
directory is the patched tree. Every play is a process of its own; what it says of itself is only taken as far as it fits.
"""

import ast
import json
import os
import sys

sys.dont_write_bytecode = True

from observe_assert import Assertions  # noqa: E402
from observe_callers import Callers  # noqa: E402
from observe_form import Form  # noqa: E402
from observe_outcome import Outcome, common_start  # noqa: E402
from observe_play import Plays  # noqa: E402
from observe_reasons import Reasons  # noqa: E402
from observe_tree import Tree  # noqa: E402
from observe_write import rewritten  # noqa: E402
from reproduce_layout import layout_statement  # noqa: E402


def observe(job, root):
    """The whole answer."""
    form, tree = Form(job["test"]["contents"]), Tree(root, job.get("changes") or [])
    plays = Plays(root, job["test"]["path"])
    base = plays.play(job["test"]["contents"], seed=1) if tree.changes else None
    tree.lay()
    first = plays.play(job["test"]["contents"], seed=1)
    second = first if first.get("failure") else plays.play(job["test"]["contents"], seed=2)
    outcome = Outcome(form, job, first, second, base)
    answer = outcome.told()
    if outcome.kind in ("returned", "raised"):
        answer.update(asserted(form, job, outcome, plays, tree))
    if outcome.kind == "raised":
        answer["documented"] = Reasons(tree, job).of(outcome.error)
    answer["callers"] = Callers(tree, job).warnings(outcome.error if outcome.kind == "raised" else None)
    return answer


def asserted(form, job, outcome, plays, tree):
    """The test that holds on the patched tree and fails on the base; the next weaker one where the strongest doesn't."""
    nothing = {"test": None, "asserts": False}
    for contents, asserts in tests(form, outcome):
        if not plays.passes(contents):
            continue
        if tree.changes:
            tree.lift()
            holds_on_base = plays.passes(contents)
            tree.lay()
            if holds_on_base:
                continue
        return {"test": {"path": job["test"]["path"], "contents": contents}, "asserts": asserts}
    return nothing


def tests(form, outcome):
    """(contents, whether they assert a result) of the tests to try, the strongest first."""
    if form.kind != "plain" or outcome.kind == "returned" and form.is_import:
        yield form.contents, True
        return
    if outcome.kind == "raised":
        statement = form.statement_at(outcome.error["line"]) if outcome.is_early else form.act
        act = layout_statement(statement, form.act.col_offset + 4).splitlines()
        message = common_start(outcome.error["message"], outcome.other["message"])
        for exactly in (False, True):
            written = Assertions(form)
            lines = written.of_error(outcome.error, act, message, exactly)
            if lines:
                yield rewritten(form, lines, written.imports, statement), True
        return
    for value in outcome.values() if form.value is not None else []:
        written = Assertions(form)
        lines = written.of_value(value, ast.unparse(form.value))
        if lines:
            yield rewritten(form, lines, written.imports), True
    yield form.contents, False


def main():
    job = json.load(sys.stdin)
    try:
        answer = observe(job, os.path.realpath(os.getcwd()))
    except Exception as error:  # what the tested process reported may have any shape
        answer = {"kind": "nothing", "message": f"it could not be observed: {type(error).__name__}: {error}"[:300]}
        if job.get("debug"):
            raise
    with open(job["output"], "w", encoding="utf-8") as stream:
        json.dump(answer, stream)


if __name__ == "__main__":
    sys.setrecursionlimit(20_000)
    main()
