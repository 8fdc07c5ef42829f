"""Which error a function raises when the value is absent, and why that one."""

import ast
import builtins
import re

from repair_errors import ancestors_of, arguments_for, known_errors
from repair_evidence import documented_errors, scope_names
from repair_outcome import Outcome
from repair_style import Style
from repair_surroundings import caught_by_callers, guard_balance, is_base, is_pure_read, place_words, raised_in, tokens

RAISING_NAMES = re.compile(r"_*(validate|check|ensure|require|assert|verify|must|parse|decode|charge|pay|transfer|reserve)")
FITTING_ERRORS = {
    "missing": r"(Not|No|Un|Missing|Absent|Lookup|Miss)",
    "none": r"(Not|No|Un|Missing|Absent|Lookup|Miss)",
    "empty": r"(Empty|No|Invalid|Validation|Bad|Insufficient|Not)",
    "zero": r"(Invalid|Validation|Bad|Empty|Zero|Range)",
    "parse": r"(Pars|Format|Invalid|Malformed|Validation|Bad|Decod|Syntax)",
}
BUILTIN_ERRORS = {"missing": "LookupError", "none": "LookupError", "file": "RuntimeError", "setting": "RuntimeError"}


def raising(failure, place, subject, statement):
    source, function = place.source, place.function
    style = Style(source)
    documented = documented_errors(function) if function is not None else []
    caught = caught_by_callers(failure, place)
    base_cost = 30 + guard_balance(place)
    if function is not None and RAISING_NAMES.match(function.name):
        base_cost -= 8
    if subject.situation == "zero" or is_pure_read(function):
        base_cost += 6
    names = scope_names(source, statement)
    found = []
    for error in known_errors(failure.repository, source):
        parents = ancestors_of(failure.repository, error.node)
        arguments = arguments_for(
            failure.repository, error, style.message(*subject.parts), subject.key, names, source)
        if arguments is None or error.short == failure.exception:
            continue
        cost, reason = base_cost, f"`{error.short}` is the module's own error for this"
        if error.short in documented:
            # One that is raised already is documented for that case, too.
            cost, reason = cost - (12 if raised_in(function, error.short) else 25), f"the documentation of `{function.name}` promises `{error.short}`"
        elif error.short in caught:
            cost, reason = cost - 12, f"the callers already handle `{error.short}`"
        elif caught & set(parents):
            cost, reason = cost - 7, f"the callers already handle its kind, `{sorted(caught & set(parents))[0]}`"
        elif raised_in(function, error.short):
            cost, reason = cost - 9, f"`{function.name}` already raises `{error.short}` for other invalid input"
        elif raised_in(place.class_node, error.short):
            cost, reason = cost - 6, f"`{place.class_node.name}` already raises `{error.short}`"
        elif raised_in(source.tree, error.short):
            cost, reason = cost - 4, f"`{source.path}` already raises `{error.short}`"
        elif not error.imports and error.source is source and error.name in {
            node.name for node in source.tree.body if isinstance(node, ast.ClassDef)
        } and not is_base(failure.repository, error):
            cost, reason = cost - 6, f"`{error.short}` is defined here for such cases"
        elif error.imports:
            cost, reason = cost + 6, f"`{error.short}` is the package's own error for this"
        if re.search(FITTING_ERRORS.get(subject.situation, "$^"), error.short):
            cost -= 4
        said = " ".join(part for part in subject.parts if isinstance(part, str)).replace("_", " ")
        cost -= 4 * min(2, len(tokens(error.short) & (tokens(place_words(place)) | tokens(said))))
        if failure.exception in parents:
            cost += 6
        if is_base(failure.repository, error):
            cost += 4
        found.append(Outcome(
            "raise", [f"raise {error.name}({arguments})"], cost, f"raises `{error.short}` with a message that says so",
            reason, list(error.imports), error=error.short))
    promised = any(
        isinstance(getattr(builtins, name, None), type) and not raised_in(function, name) for name in documented)
    if promised or not any(outcome.cost < 40 for outcome in found):
        found.append(builtin(failure, place, subject, style, documented, caught, base_cost))
    found.sort(key=lambda outcome: outcome.cost)
    return found[:2]


def builtin(failure, place, subject, style, documented, caught, cost):
    fallback = BUILTIN_ERRORS.get(subject.situation, "ValueError")
    if fallback == "LookupError" and failure.exception in {"KeyError", "IndexError"}:
        fallback = "ValueError"
    for name in ("ValueError", "LookupError", "RuntimeError", "KeyError"):
        if name != failure.exception and (name in documented or raised_in(place.function, name) or name in caught):
            fallback, cost = name, cost - (30 if name in documented and not raised_in(place.function, name) else 20 if name in documented else 7)
            break
    if fallback == failure.exception:
        cost += 10
    reason = f"a clear `{fallback}` names the cause instead of a bare `{failure.exception}`"
    message = style.message(*subject.parts)
    return Outcome("raise", [f"raise {fallback}({message})"], cost + 5,
                   f"raises `{fallback}` with a message that says so", reason, error=fallback)
