"""What a function should do when the value is absent: raise which error, return what, or go on with the next."""

import ast
import builtins
import re
from dataclasses import dataclass, field

from repair_errors import ancestors_of, arguments_for, known_errors
from repair_conventions import leaves_out, records, same_but_for_a_name
from repair_evidence import (
    annotation_text, default_for_annotation, documented_errors, documented_values, gathered, guards,
    innermost_loop, is_generator, is_half_filled, kind_of_value, resolved_kind, returns_of, scope_names,
)
from repair_precedent import analogous_message, body_lines, same_guards, usable
from repair_source import FUNCTIONS, dotted, parameters
from repair_style import Style
from repair_surroundings import (
    FINDING_NAMES, NUMBER_NAMES, caller_uses, caught_by_callers, common_answer, guard_balance, is_base, is_pure_read, place_words,
    raised_in, reads_more, sibling_guards, tokens,
)

RAISING_NAMES = re.compile(r"_*(validate|check|ensure|require|assert|verify|must|parse|decode|charge|pay|transfer|reserve)")
ASKING_NAMES = re.compile(r"_*(is|has|can|should|are|allows|supports)_")
FITTING_ERRORS = {
    "missing": r"(Not|No|Un|Missing|Absent|Lookup|Miss)",
    "none": r"(Not|No|Un|Missing|Absent|Lookup|Miss)",
    "empty": r"(Empty|No|Invalid|Validation|Bad|Insufficient|Not)",
    "zero": r"(Invalid|Validation|Bad|Empty|Zero|Range)",
    "parse": r"(Pars|Format|Invalid|Malformed|Validation|Bad|Decod|Syntax)",
}
BUILTIN_ERRORS = {"missing": "LookupError", "none": "LookupError", "file": "RuntimeError", "setting": "RuntimeError"}


@dataclass
class Subject:
    """What is absent: the situation, the message's parts, and the expression an error may take instead."""

    situation: str
    parts: tuple
    key: str = ""
    noun: str = ""


@dataclass
class Outcome:
    kind: str
    lines: list
    cost: float
    phrase: str
    reason: str
    extra: list = field(default_factory=list)
    value: str = ""
    error: str = ""
    logs: bool = False
    behind: object = None


def outcomes(failure, place, subject, statement=None, condition=None):
    """All that makes sense here when the condition holds, best first."""
    statement = statement or place.statement
    found = raising(failure, place, subject, statement)
    if place.function is not None:
        found += returning(failure, place, subject)
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


def following(place, condition, statement, others):
    """What the neighbours do when the same condition holds; where they return another type, returning gets cheaper."""
    known = scope_names(place.source, statement) | module_names(place.source)
    found = []
    for distance, function, guard in same_guards(place, condition):
        last, lines = guard.body[-1], body_lines(place.source, guard)
        reason = f"`{function.name}` does the same in this case at line {guard.lineno}"
        if isinstance(last, ast.Return):
            text = place.source.text_of(last.value) if last.value is not None else ""
            if (last.value is None) != all(node.value is None for node in returns_of(place.function)):
                continue
            fits = fitted(text, place.function) == text
            for outcome in others:
                outcome.cost += {"return": -12, "raise": 5}.get(outcome.kind, 0) if not found else 0
            alike = {resolved_kind(place.function, node.value) for node in returns_of(place.function)}
            alike |= {"0", "0.0"} if alike & {"0", "0.0"} else set()
            if not fits or last.value is not None and kind_of_text(text) not in alike | {"None"}:
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
        target = last.exc.func if kind == "raise" and isinstance(last.exc, ast.Call) else None
        if kind == "skip" and not is_own or kind == "return" and not is_own and (last.value is None) != all(
            node.value is None for node in returns_of(place.function)
        ):
            continue
        yield Outcome(
            kind, lines, 4 if is_own else 10, "does the same as the check beside it",
            f"line {guard.lineno} does the same when this holds of another value",
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
        outcome.reason += f", counted as line {guard.lineno} does"


def analogous(place, subject, statement, others):
    """The message a neighbour raises about another absent thing, told about this one."""
    known = scope_names(place.source, statement) | module_names(place.source)
    found = []
    for error, text in analogous_message(place, subject.noun, known):
        same = [outcome for outcome in others if outcome.error == error]
        if same and not any(outcome.lines == [f"raise {text}"] for outcome in found):
            found.append(Outcome("raise", [f"raise {text}"], min(outcome.cost for outcome in same) - 2,
                                 same[0].phrase, "the functions beside it say so in the same words", error=error))
    return found[:1]


def module_names(source):
    """Names that exist everywhere in the file, builtin ones included."""
    names = set(dir(builtins)) | {"self", "cls"}
    for node in source.tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            names.add(node.name)
        else:
            names |= {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}
    return names


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


def returning(failure, place, subject):
    source, function = place.source, place.function
    if function.name == "__init__" or is_generator(function):
        value = "" if is_generator(function) else None
        return [] if value is None else [Outcome("return", ["return"], 30 + guard_balance(place) * -1, "ends",
                                                 "a generator with nothing to give ends")]
    weights = {}

    def vote(value, cost, reason):
        value = fitted(value, function)
        if value is not None and (value not in weights or weights[value][0] > cost):
            weights[value] = (cost, reason)

    returned = [node.value for node in returns_of(function)]
    is_procedure = all(value is None for value in returned)
    for value in documented_values(function):
        vote(value, 3, f"the documentation of `{function.name}` promises it")
    for node in returns_of(function):
        # `return default` where the documentation says "or the default".
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        taken = {parameter.arg for parameter in parameters(function)}
        if name in taken and re.search(rf"\b(the|or|else|its|a) `?{re.escape(name)}\b", ast.get_docstring(function) or "", re.I):
            vote(name, 5, f"the documentation of `{function.name}` promises `{name}`")
    for guard, last in guards(function):
        if isinstance(last, ast.Return):
            text = source.text_of(last.value) if last.value is not None else ""
            if len(text) < 120 and "\n" not in text:
                vote(text, 12, f"`{function.name}` already answers so at line {guard.lineno}")
    for sibling, last in sibling_guards(place):
        if isinstance(last, ast.Return) and not is_procedure:
            kinds = {resolved_kind(function, value) for value in returned} | {
                default_for_annotation(annotation_text(function.returns))}
            text = source.text_of(last.value) if last.value is not None else "None"
            if isinstance(last.value, (ast.Constant, ast.List, ast.Dict, ast.Tuple, type(None))) and (
                text in kinds or kind_of_text(text) in kinds
            ):
                vote(text, 18, f"`{sibling.name}` beside it answers so")
    common = common_answer(place)
    if common is not None and not is_procedure:
        vote(common, 4, "every function beside it answers so when there is nothing")
    annotated = default_for_annotation(annotation_text(function.returns))
    if annotated is not None and not is_procedure:
        cost = 18 if annotated == "None" else 24
        # A file that is not there seldom means an empty one.
        cost += 12 if subject.situation == "file" else 0
        vote(annotated, cost, f"it is the empty value of its return type `{annotation_text(function.returns)}`")
    if function.returns is None:
        for value in returned:
            kind = resolved_kind(function, value)
            if kind is not None and not is_procedure:
                vote(kind, 24 if kind != "None" else 20, "it is the empty value of what it returns otherwise")
    statement = place.statement
    if isinstance(statement, ast.Return) and isinstance(statement.value, ast.BinOp) and isinstance(
        statement.value.op, ast.Add
    ) and isinstance(statement.value.left, ast.Name) and subject.situation in {"missing", "none"}:
        vote(statement.value.left.id, 20, "the rest is complete without the part that is missing")
    if any(isinstance(value, ast.Tuple) and value.elts for value in returned):
        weights.pop("()", None)
    uses = caller_uses(failure, place)
    if "none" in uses and not is_procedure:
        vote("None", 14, "its callers already check for `None`")
    elif "falsy" in uses and not is_procedure and annotated is None:
        vote("None", 19, "its callers already expect that there may be nothing")
    if "iterates" in uses and not is_procedure:
        vote("[]", 22, "its callers go through the result")
    if is_procedure:
        cost = 34 if subject.situation in {"missing", "none"} else 28
        vote("", cost, "without it there is nothing to do")
    elif not weights and function.returns is None:
        # Where nothing says that there may be no result, the callers don't expect None either.
        vote("None", 40 if FINDING_NAMES.match(function.name) else 46, "there is nothing to return")
    found = [returned_outcome(place, subject, value, cost, reason) for value, (cost, reason) in weights.items()]
    for outcome in found:
        outcome.cost -= guard_balance(place) * 0.5
        if subject.situation in {"missing", "none"} and reads_more(place) and outcome.cost > 10:
            # The other parts of what it puts together are there, and would be lost.
            outcome.cost += 20
        if outcome.value == "None" and "reads" in uses and not uses & {"none", "falsy"}:
            outcome.cost += 14
        if subject.situation in {"missing", "none"} and outcome.cost >= 24 and outcome.value not in {"None", "False"}:
            # An empty value guessed from a type hides that something is missing.
            outcome.cost += 12 if outcome.value in {'""', "''", "0", "0.0"} else 6
        if ASKING_NAMES.match(function.name) and outcome.value == "False":
            outcome.cost -= 8
        if FINDING_NAMES.match(function.name) and outcome.value == "None":
            outcome.cost -= 3
        if NUMBER_NAMES.search(function.name) and outcome.value in {"0", "0.0"}:
            outcome.cost -= 6
        if RAISING_NAMES.match(function.name) and outcome.cost > 13:
            outcome.cost += 8
    return sorted(found, key=lambda outcome: outcome.cost)[:3]


def returned_outcome(place, subject, value, cost, reason):
    text = "return " + value if value else "return"
    lines, logs = [text], False
    logger = Style(place.source).logger(place.class_node)
    if not value and logger:
        lines, logs, cost = [f"{logger}.warning({log_arguments(place, subject)})", text], True, cost - 5
    phrase = f"returns `{value}`" if value else ("logs it and returns" if logs else "returns without doing anything")
    return Outcome("return", lines, cost, phrase, reason, value=value or "None", logs=logs)


def log_arguments(place, subject):
    """Arguments of a logging call that says what is absent."""
    style = Style(place.source)
    text = "".join(
        part.replace("%", "%%") if isinstance(part, str) else "%s" if len(part) > 1 else "%r" for part in subject.parts)
    values = [part[0] for part in subject.parts if isinstance(part, tuple)]
    return ", ".join([style.string(text[:1].upper() + text[1:])] + values)


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
    reason = "the loop already skips entries it can't use" if siblings else "one bad entry must not stop the others"
    return Outcome("skip", lines, cost, "skips that entry" + (" with a log line" if logs else ""), reason, logs=logs)


def is_blank_guard(source, loop, step):
    """Whether a `continue` passes over entries that are empty as a whole."""
    guard = source.parents.get(step)
    test = guard.test if isinstance(guard, ast.If) else None
    asked = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else None
    if isinstance(asked, ast.Call) and isinstance(asked.func, ast.Attribute) and not asked.args:
        asked = asked.func.value
    names = {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)} if isinstance(
        loop, (ast.For, ast.AsyncFor)) else set()
    return isinstance(asked, ast.Name) and asked.id in names


def fitted(value, function):
    """The value in the type the annotation asks for; None where it contradicts it."""
    annotated = default_for_annotation(annotation_text(function.returns))
    if value == "0" and annotated == "0.0":
        return "0.0"
    if value in {"None", ""} and annotated is None and function.returns is not None:
        return None
    if value == "None" and annotated not in (None, "None"):
        return None
    if value == "" and any(node.value is not None for node in returns_of(function)):
        return "None" if annotated in (None, "None") else None
    return value


def kind_of_text(text):
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
    return kind_of_value(node)
