"""Repairs of exhaustion: what is taken is given back on every way out, by `finally`."""

import ast
import re

from repair_candidate import Candidate
from repair_evidence import is_guard_test
from repair_pairs import Pair, inverse_names, last_index, pairs_in, take_call
from repair_reasons import Said
from repair_source import FUNCTIONS, Edit, dotted, names_in, scope_nodes

SIGNS = (
    r"exhaust|time[sd]?[ -]?out|timeout|too many open|\bpool\b|no (more|free|available|idle)|none available|locked"
    r"|limit (reached|exceeded)|\bbusy\b|in use|deadlock|capacity|all \d+|already (running|in progress|open|active|locked)"
    r"|\bfull\b|no slots|\d+/\d+|in progress|unavailable|starv"
)
SIGN_TYPES = r"(Timeout|TimeOut|Exhausted|PoolError|Full|Empty|Busy|Locked|LockError|Limit|Capacity|OperationalError|Unavailable)"


def candidates(failure):
    if not re.search(SIGNS, failure.message, re.I) and not re.search(SIGN_TYPES, failure.exception):
        return
    found = []
    in_trace = {place.function.name for place in failure.places if place.function is not None}
    releases = _releases_of_raisers(failure)
    for distance, source, function in _functions(failure):
        for pair in pairs_in(source, function, releases):
            found.append((distance + _relevance(pair, in_trace), pair))
        for pair in _never_given_back(source, function, releases):
            found.append((distance + 6 + _relevance(pair, in_trace), pair))
    found = [item for item in found if failure.is_reproduced or item[0] <= 15]
    found.sort(key=lambda item: item[0])
    yield from _together(found)
    for cost, pair in found[:8]:
        for dearer, leaves_question_out in ((0, True), (2, False)):
            edits = protected(pair, leaves_question_out)
            if edits is not None:
                yield _candidate([pair], edits, cost + dearer)


def _together(found):
    """One candidate for all places that break the same pair in one file: one of them mended would leave the others."""
    if len(found) < 2:
        return
    cost, first = found[0]
    same = [pair for _, pair in found if pair.source is first.source and _method(pair) == _method(first)]
    spans = set()
    edits = []
    for pair in same[:6]:
        own = protected(pair)
        if own is None or any(start < edit.end and edit.start < end for edit in own for start, end in spans):
            continue
        spans |= {(edit.start, edit.end) for edit in own}
        edits += own
    if len(edits) > 1:
        yield _candidate(same[:6], edits, cost - 1)


def _method(pair):
    return pair.action.split(".")[-1]


def _candidate(pairs, edits, cost):
    first = pairs[0]
    places = ", ".join(dict.fromkeys(f"`{pair.function.name}` ({pair.source.path}:{pair.take.lineno})" for pair in pairs[:4]))
    return Candidate(
        "release-on-every-path", "release", edits, cost,
        f"{places}: {first.words} is not given back when something in between raises or returns early, so each such "
        f"failure keeps it for good until nothing is left. The change gives it back in `finally`, on every way out.",
        Said("the error appears where nothing is left; the cause is where it is lost"))


def _functions(failure):
    """(cost, file, function) to look at: the trace's, their classes', their files', then callers elsewhere."""
    seen = set()

    def fresh(cost, source, functions):
        for function in functions:
            if isinstance(function, FUNCTIONS) and function not in seen:
                seen.add(function)
                yield cost, source, function

    for place in failure.places:
        yield from fresh(8, place.source, [place.function])
    for place in failure.places:
        yield from fresh(10, place.source, ast.walk(place.class_node) if place.class_node is not None else [])
    for place in failure.places:
        yield from fresh(12, place.source, ast.walk(place.source.tree))
    for source in failure.repository.sources():
        yield from fresh(18, source, ast.walk(source.tree))


def _relevance(pair, in_trace):
    """Nearer when the call that takes is the one in the trace; an unrelated pair of verbs is far away."""
    method = _method(pair)
    if method in in_trace:
        return -3
    strong = {"acquire", "checkout", "borrow", "lease", "connect", "lock", "reserve", "getconn", "get_connection"}
    return 0 if method.strip("_") in strong or "." in pair.action and isinstance(pair.take, ast.AugAssign) else 5


def _releases_of_raisers(failure):
    """Methods beside the raising one that read as its opposite, e.g. `hand_in` for `hand_out` by what they change."""
    found = {}
    for place in failure.places:
        if place.class_node is None or place.function is None:
            continue
        taken = {dotted(node.func.value) for node in ast.walk(place.function)
                 if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                 and node.func.attr in {"pop", "popleft", "get", "get_nowait", "acquire"}}
        grown = {dotted(node.target) for node in ast.walk(place.function) if isinstance(node, ast.AugAssign)}
        if taken & _given(place.function):
            continue
        for method in place.class_node.body:
            if not isinstance(method, FUNCTIONS) or method is place.function or method.name == "__init__":
                continue
            given = _given(method)
            shrunk = {dotted(node.target) for node in ast.walk(method) if isinstance(node, ast.AugAssign)}
            if (taken & given or grown & shrunk) - {None}:
                found.setdefault(place.function.name, []).append(method.name)
    return found


def _given(function):
    return {dotted(node.func.value) for node in ast.walk(function)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"append", "appendleft", "put", "put_nowait", "add", "release"}}


def _never_given_back(source, function, releases):
    """A take whose result stays in the function and is never given back."""
    for statement in scope_nodes(function):
        taken = take_call(statement) if isinstance(statement, ast.stmt) and source.starts_line(statement) else None
        if taken is None or taken[0] is None or taken[2] not in releases:
            continue
        name, receiver, method, _ = taken
        uses = [node for node in scope_nodes(function) if isinstance(node, ast.Name) and node.id == name]
        escapes = any(
            isinstance(source.parents.get(node), (ast.Return, ast.Yield, ast.Tuple, ast.List, ast.Dict)) or isinstance(
                source.statement_of(node), ast.Assign) and isinstance(source.statement_of(node).targets[0], ast.Attribute)
            for node in uses
        )
        called = {node.func.attr for node in scope_nodes(function)
                  if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
        if escapes or called & set(inverse_names(method, releases)):
            continue
        release = releases[method][0]
        text = f"{receiver + '.' if receiver else ''}{release}({name})"
        yield Pair(source, function, statement, [], text, f"{receiver + '.' if receiver else ''}{method}",
                   f"what `{method}` takes")


def protected(pair, leaves_question_out=True):
    """The edits that put everything after the take into `try` and the give into its `finally`; None where they can't."""
    source = pair.source
    block, index = source.block_of(pair.take)
    last = last_index(pair, block) if pair.gives else len(block) - 1
    if last is None or last <= index or "\n" in pair.give_text:
        return None
    while leaves_question_out and index < last and _asks_for_the_take(pair, block[index + 1]):
        index += 1
    region = block[index + 1:last + 1]
    removed = _removed_lines(source, pair.gives)
    if removed is None or not any(statement not in pair.gives for statement in region):
        return None
    if source.first_line(region[0]) <= block[index].end_lineno:
        return None
    first, end = source.first_line(region[0]), region[-1].end_lineno
    indent, unit = source.indent_of(pair.take), source.indent_unit()
    give = indent + unit + pair.give_text + source.newline
    inner = [statement for statement in region if statement not in pair.gives]
    emptied = _emptied(source, pair.gives)
    if emptied is None:
        return None
    fixed_strings = _string_lines(source, region)
    lone = len(inner) == 1 and isinstance(inner[0], ast.Try) and not inner[0].finalbody
    lines = []
    if not lone:
        lines.append(indent + "try:" + source.newline)
    for number in range(first, end + 1):
        if number in emptied:
            line = source.line(number)
            lines.append(("" if lone else unit) + line[:len(line) - len(line.lstrip())] + "pass" + source.newline)
        elif number not in removed:
            line = source.line(number)
            plain = lone or number in fixed_strings or not line.strip()
            lines.append(line if plain else unit + line)
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += source.newline
    lines += [indent + "finally:" + source.newline, give]
    start = source.line_starts[first - 1]
    stop = source.line_starts[end] if end < len(source.line_starts) else len(source.text)
    return [Edit(source.path, start, stop, "".join(lines))]


def _asks_for_the_take(pair, statement):
    """`if taken is None: raise …` right after the take: there is nothing to give back then."""
    taken = take_call(pair.take)
    if taken is None or not isinstance(statement, ast.If) or statement.orelse or not is_guard_test(statement.test):
        return False
    is_none = isinstance(statement.test, ast.Compare)
    leaves = (ast.Raise, ast.Return) if is_none else (ast.Raise,)
    return taken[0] in names_in(statement.test) and isinstance(statement.body[-1], leaves)


def _removed_lines(source, gives):
    """The lines of the gives; None when one shares its line with other code."""
    lines = set()
    for give in gives:
        if not source.starts_line(give) or ";" in source.line(give.end_lineno):
            return None
        lines |= set(range(give.lineno, give.end_lineno + 1))
    return lines


def _emptied(source, gives):
    """Lines where a block would be left without a statement; None when that can't be mended by `pass`."""
    lines = set()
    for give in gives:
        block, _ = source.block_of(give)
        if all(any(item is other for other in gives) for item in block):
            lines.add(give.lineno)
    return lines


def _string_lines(source, statements):
    """Lines that begin inside a string: their indentation is content."""
    lines = set()
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno > node.lineno:
                lines |= set(range(node.lineno + 1, node.end_lineno + 1))
    return lines
