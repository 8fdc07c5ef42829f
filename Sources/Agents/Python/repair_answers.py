"""Everything a function may do when the value is absent, weighed by what its surroundings do in like cases."""

import ast

from repair_conventions import leaves_out, records, same_but_for_a_name
from repair_evidence import gathered, innermost_loop, is_half_filled, resolved_kind, returns_of, scope_names
from repair_outcome import Outcome, log_arguments, module_names
from repair_precedent import analogous_message, body_lines, same_guards, usable
from repair_raising import raising
from repair_reasons import Fits, Said
from repair_returning import fitted, is_plain, kind_of_text, returning
from repair_source import dotted, names_in
from repair_style import Style
from repair_telling import is_blank_guard, skipped
from repair_working import works_out


def outcomes(failure, place, subject, statement=None, condition=None):
    """All that makes sense here when the condition holds, best first; of what is worked out here, only what is documented."""
    statement = statement or place.statement
    own_work = works_out(place, condition or subject.key)
    found = raising(failure, place, subject, statement, own_work)
    if place.function is not None:
        found += returning(failure, place, subject, condition, own_work)
    if own_work:
        return sorted(found + _unsupported(failure, place, subject, statement), key=lambda outcome: outcome.cost)
    if place.function is not None and condition is not None:
        found += following(place, condition, statement, found)
        found += repeated(place, condition)
    if place.function is not None and subject.noun:
        found += analogous(place, subject, statement, found)
    loop = innermost_loop(place.source, statement)
    if loop is not None:
        gathers = isinstance(loop, ast.For) and place.function is not None and bool(gathered(place.function, loop))
        for outcome in found:
            outcome.cost += 40 if outcome.kind == "return" and is_half_filled(place, loop, outcome.value) else 0
            # Leaving a loop that gathers loses what it has and what follows.
            outcome.cost += 25 if outcome.kind == "return" and gathers else 0
        found.append(skipping(place, subject, statement))
    if place.function is not None:
        for outcome in found:
            recorded(place, statement, outcome)
    return sorted(found, key=lambda outcome: outcome.cost)


def _unsupported(failure, place, subject, statement):
    """For a person who asks for it: what nothing in the code speaks for, since the function works the value out itself."""
    found = []
    if failure.feedback:
        found = raising(failure, place, subject, statement) + (
            returning(failure, place, subject) if place.function is not None else [])
    for outcome in found:
        outcome.reason = str(outcome.reason)
    return found


def following(place, condition, statement, others):
    """What the neighbours do when the same condition holds; where they return another type, returning gets cheaper."""
    known = scope_names(place.source, statement) | module_names(place.source)
    found = []
    for distance, function, guard in same_guards(place, condition):
        last, lines = guard.body[-1], body_lines(place.source, guard)
        reason = Said(f"`{function.name}` does the same in this case at line {guard.lineno}")
        if isinstance(last, ast.Return):
            text = place.source.text_of(last.value) if last.value is not None else ""
            if (last.value is None) != all(node.value is None for node in returns_of(place.function)):
                continue
            fits = fitted(text, place.function) == text
            for outcome in others:
                outcome.cost += {"return": -12, "raise": 5}.get(outcome.kind, 0) if not found else 0
            alike = {resolved_kind(place.function, node.value) for node in returns_of(place.function)}
            alike |= {"0", "0.0"} if alike & {"0", "0.0"} else set()
            if not fits or not is_plain(text) or last.value is not None and kind_of_text(text) not in alike | {"None"}:
                continue
            kind, value, error = "return", text or "None", ""
        elif isinstance(last, ast.Raise) and isinstance(last.exc, ast.Call):
            kind, value, error = "raise", "", (dotted(last.exc.func) or "").split(".")[-1]
        else:
            continue
        if lines is not None and usable(guard, known):
            phrase = f"raises `{error}`" if error else f"returns `{value}`"
            found.append(Outcome(kind, lines, 6 + 4 * distance, phrase, reason, value=value, error=error))
    return found[:2]


def repeated(place, condition):
    """What the function does when the same holds of another name, told about this one."""
    for guard, lines, is_own in same_but_for_a_name(place, condition):
        last = guard.body[-1]
        kind = {ast.Raise: "raise", ast.Return: "return", ast.Continue: "skip"}[type(last)]
        value = last.value if kind == "return" else None
        if value is not None and (names_in(value) or not is_plain(place.source.text_of(value))):
            continue
        target = last.exc.func if kind == "raise" and isinstance(last.exc, ast.Call) else None
        if kind == "skip" and not is_own or kind == "return" and not is_own and (last.value is None) != all(
            node.value is None for node in returns_of(place.function)
        ):
            continue
        yield Outcome(
            kind, lines, 4 if is_own else 10, "does the same as the check beside it",
            Said(f"line {guard.lineno} does the same when this holds of another value"),
            error=(dotted(target) or "").split(".")[-1] if target is not None else "",
            behind=guard if kind == "raise" and is_own else None)


def recorded(place, statement, outcome):
    """Leaves as the function's own guards leave: what they count is counted here too."""
    if outcome.kind not in {"return", "skip"} or outcome.lines[-1] not in {"return", "continue"} or any(
        "+=" in line for line in outcome.lines
    ):
        return
    counted, guard = records(place, statement, outcome.kind)
    if counted:
        outcome.lines = outcome.lines[:-1] + counted + outcome.lines[-1:]
        outcome.cost -= 6
        outcome.reason = type(outcome.reason)(f"{outcome.reason}, counted as line {guard.lineno} does")


def analogous(place, subject, statement, others):
    """The message a neighbour raises about another absent thing, told about this one."""
    known = scope_names(place.source, statement) | module_names(place.source)
    found = []
    for error, text in analogous_message(place, subject.noun, known):
        same = [outcome for outcome in others if outcome.error == error]
        if same and not any(outcome.lines == [f"raise {text}"] for outcome in found):
            reason = same[0].reason
            if not isinstance(reason, Said):
                reason = Fits("the functions beside it say so in the same words")
            found.append(Outcome("raise", [f"raise {text}"], min(outcome.cost for outcome in same) - 2,
                                 same[0].phrase, reason, error=error))
    return found[:1]


def skipping(place, subject, statement):
    loop = innermost_loop(place.source, statement)
    lines, logs = ["continue"], False
    logger = Style(place.source).logger(place.class_node)
    if logger:
        lines, logs = [f"{logger}.warning({log_arguments(place, subject)})", "continue"], True
    cost = 27 if logs else 30
    siblings = [node for node in ast.walk(loop) if isinstance(node, ast.Continue)]
    if siblings:
        # Passing over blank lines says nothing of entries that are wrong.
        cost -= 3 if all(is_blank_guard(place.source, loop, node) for node in siblings) else 9
    if leaves_out(place):
        cost -= 8
    reason = skipped(place, loop, is_there=subject.situation == "parse")
    return Outcome("skip", lines, cost, "skips that entry" + (" with a log line" if logs else ""), reason, logs=logs)
