"""What a new result does to those who get it: a candidate that only moves the failure on is not given."""

import ast
import builtins

from repair_failure import call_sites
from repair_promise import promises
from repair_source import FUNCTIONS, dotted
from repair_surroundings import uses_by_callers
from repair_uses import handlers_around

FALSY = {"None", "False", "0", "0.0", "[]", "{}", "()", '""', "''", "set()", "-1"}


def objection(failure, candidate, change, is_retold=False):
    """Why the callers can't do with what the changed function now gives or raises, or None.

    `is_retold` says that the candidate changes the documentation as well, where it promises the logged error.
    """
    place = changed_place(failure, candidate)
    if place is None:
        return None
    promised = None if is_retold else _promised(failure, place, change)
    return promised or _returned(failure, place, change) or _raised(failure, place, change)


def changed_place(failure, candidate):
    """The place of the trace whose function the candidate changes."""
    for place in failure.places:
        if place.function is None:
            continue
        first, last = place.source.line_starts[place.function.lineno - 1], place.source.span(place.function)[1]
        if any(edit.path == place.source.path and first <= edit.start <= last for edit in candidate.edits):
            return place
    return None


def _promised(failure, place, change):
    """The documentation promises the very error that was logged: then it is no fault, or its words must change as well."""
    if promises(place, failure.exception) and (change.raised() or change.returned()):
        return f"the documentation of `{place.function.name}` promises {failure.exception}, so it would no longer be true"
    return None


def _returned(failure, place, change):
    for value in change.returned():
        for uses in uses_by_callers(failure, place.source, place.function, place.class_node):
            problem = unusable(value, uses, refuses(place.function))
            if problem:
                return f"a caller {problem}, so `{value}` only moves the failure on"
    return None


def refuses(function):
    """Whether the function says no by raising: an answer that nobody reads would let through what it refuses."""
    return any(isinstance(node, ast.Raise) for node in ast.walk(function))


def unusable(value, uses, says_no_by_raising):
    """What a caller does with the result for which the value is no use; None where it copes."""
    if value not in FALSY:
        return None
    if "ignored" in uses and says_no_by_raising and value in {"None", "False", "0"}:
        return "ignores the answer"
    if uses & {"none", "falsy"}:
        return None
    if "reads" in uses and value not in {"{}"}:
        return "reads an entry or attribute of the result"
    if value in {"None", "False"} and uses & {"iterates", "number"}:
        return "goes on with the result as if it were there"
    return None


def _raised(failure, place, change):
    """The new error escapes a handler that the old one met, or ends a loop that works through jobs."""
    logged = kinds_of(failure.repository, failure.exception)
    own = handlers_around(place.source, place.statement)
    for name in change.raised():
        new = kinds_of(failure.repository, name)
        if own & (new | {"Exception", "BaseException", ""}):
            return f"the function itself handles `{name}`, so raising it there says nothing"
        for source, call in call_sites(failure, place):
            handled = handlers_around(source, call)
            if handled & logged and not handled & (new | {"Exception", "BaseException", ""}):
                return f"a caller handles `{sorted(handled & logged)[0]}`, and `{name}` would pass it by"
            if not handled and _is_worker(source, call):
                return f"`{name}` would end the loop of a caller that works through jobs"
    return None


def kinds_of(repository, name):
    """Names of an error and of all it is a kind of."""
    known = getattr(builtins, name, None)
    if isinstance(known, type):
        return {item.__name__ for item in known.__mro__} - {"object", "Exception", "BaseException"}
    found = {name}
    for _, node in list(repository.classes(name))[:1]:
        for base in node.bases:
            short = (dotted(base) or "").split(".")[-1]
            found |= kinds_of(repository, short) if short and short != name else set()
    return found


def _is_worker(source, call):
    """Whether the call stands in a loop that has no end of its own."""
    for parent in source.ancestors(call):
        if isinstance(parent, FUNCTIONS):
            return False
        if isinstance(parent, ast.While) and isinstance(parent.test, ast.Constant):
            return True
    return False
