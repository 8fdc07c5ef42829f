"""Repairs of KeyError: data that lacks a key, a registry that lacks an entry, and counting into an empty dictionary."""

import ast
import re

from repair_answers import outcomes
from repair_candidate import Candidate, at
from repair_evidence import inside_comprehension
from repair_outcome import Subject
from repair_places import guardable, hoisted, in_quotes, value_default
from repair_reasons import Said
from repair_source import dotted, is_pure
from repair_style import Style, described, identity_of, singular, words
from repair_telling import left_out
from repair_templates_collecting import collectors, constant, counters, is_counter, removals
from repair_templates_index import filter_edit


def candidates(failure):
    for depth, place in enumerate(failure.places[:3]):
        found = [node for node in place.expressions((ast.Subscript, ast.Call)) if accessed(node) is not None]
        key = failure.missing_key()
        exact = [node for node in found if constant(accessed(node)[1]) == key]
        for node in exact or [node for node in found if constant(accessed(node)[1]) is None] or found:
            mapping, index = accessed(node)
            for candidate in _for_access(failure, place, node, mapping, index):
                candidate.cost += 12 * depth
                yield candidate


def accessed(node):
    """(container, key) of an expression that raises KeyError when the key is missing."""
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
        return (node.value, node.slice) if not isinstance(node.ctx, ast.Store) or is_counter(node) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 1 and (
        node.func.attr in {"pop", "remove"} and not node.keywords
    ):
        return node.func.value, node.args[0]
    return None


def _for_access(failure, place, node, mapping, key):
    source = place.source
    parent = source.parents.get(node)
    if isinstance(parent, ast.AugAssign) and parent.target is node:
        yield from counters(failure, place, parent, node, mapping, key)
        yield from _guards(failure, place, node, mapping, key)
        return
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        return
    if isinstance(parent, ast.Attribute) and parent.attr in {"append", "add", "extend", "update"}:
        yield from collectors(failure, place, node, parent, mapping, key)
    if isinstance(node, ast.Call) or isinstance(parent, ast.Delete):
        yield from removals(failure, place, node, mapping, key)
    yield from _spelling(failure, place, node, mapping, key)
    yield from _same_default(failure, place, node, mapping, key)
    yield from _nested(failure, place, node, mapping, key)
    yield from _get(failure, place, node, mapping, key)
    yield from _filter(failure, place, node, mapping, key)
    yield from _guards(failure, place, node, mapping, key)


def known_keys(failure, place, mapping):
    """Literal keys of the mapping, where the repository shows how it is built."""
    name = (dotted(mapping) or "").split(".")[-1]
    keys = set()
    for source in [place.source] + list(failure.repository.sources()) if name else ():
        if name not in source.text:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any((dotted(target) or "").split(".")[-1] == name for target in targets):
                    keys |= {item.value for item in node.value.keys if isinstance(item, ast.Constant)}
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript) and (
                (dotted(node.targets[0].value) or "").split(".")[-1] == name
            ) and isinstance(node.targets[0].slice, ast.Constant):
                keys.add(node.targets[0].slice.value)
        if keys:
            break
    return {key for key in keys if isinstance(key, str)}


NORMALISATIONS = [
    ("{0}.lower()", str.lower), ("{0}.upper()", str.upper), ("{0}.strip()", str.strip),
    ("{0}.strip().lower()", lambda text: text.strip().lower()),
    ("{0}.replace({q}-{q}, {q}_{q})", lambda text: text.replace("-", "_")),
    ("{0}.replace({q}_{q}, {q}-{q})", lambda text: text.replace("_", "-")),
    ("{0}.replace({q} {q}, {q}_{q})", lambda text: text.replace(" ", "_")),
    ("{0}.title()", str.title), ("{0}.rstrip({q}/{q})", lambda text: text.rstrip("/")),
    ("{0}.lower().replace({q}-{q}, {q}_{q})", lambda text: text.lower().replace("-", "_")),
]


def _spelling(failure, place, node, mapping, key):
    """The key is there in another spelling: the cause is the spelling."""
    missing, known = failure.missing_key(), known_keys(failure, place, mapping)
    source, quote = place.source, Style(place.source).quote
    if not isinstance(missing, str) or not known or missing in known:
        return
    written = source.text_of(key)
    for pattern, change in NORMALISATIONS:
        if change(missing) in known and not isinstance(key, ast.Constant) and is_pure(key):
            text = pattern.format(written, q=quote)
            yield Candidate(
                "key-spelling", "fix", [source.replace(key, text)], 9,
                f"{at(place)} looks `{missing}` up in `{source.text_of(mapping)}`, which has it as `{change(missing)}`. "
                "The change looks it up in the spelling that is kept there.", Said("the entry exists, only spelled differently"))
            return
    if isinstance(key, ast.Constant):
        plain = {re.sub(r"[^a-z0-9]", "", item.lower()): item for item in known}
        near = plain.get(re.sub(r"[^a-z0-9]", "", missing.lower()))
        if near is not None:
            yield Candidate(
                "key-spelling", "fix", [source.replace(key, Style(source).string(near))], 9,
                f"{at(place)} reads the key `{missing}`, which is called `{near}` where the data is made. The change "
                "reads it by that name.", Said("the entry exists, only spelled differently"))


def _same_default(failure, place, node, mapping, key):
    """Other code reads the same mapping with a default."""
    if not isinstance(node, ast.Subscript):
        return
    source = place.source
    name = (dotted(mapping) or "").split(".")[-1]
    for other in ast.walk(source.tree):
        if isinstance(other, ast.Call) and isinstance(other.func, ast.Attribute) and other.func.attr == "get" and (
            1 <= len(other.args) <= 2 and is_pure(other.args[-1]) and name
        ) and (dotted(other.func.value) or "").split(".")[-1] == name:
            if isinstance(key, ast.Constant) and constant(other.args[0]) != key.value:
                continue
            if len(other.args) == 1 and not isinstance(key, ast.Constant):
                continue
            default = source.text_of(other.args[1]) if len(other.args) == 2 else "None"
            last = f", {default}" if len(other.args) == 2 else ""
            yield Candidate(
                "same-default", "default",
                [source.replace(node, f"{source.text_of(mapping)}.get({source.text_of(key)}{last})")], 15,
                f"{at(place)} expects `{source.text_of(key)}` in `{source.text_of(mapping)}`, where it may be missing. "
                f"The change uses `{default}` then, as line {other.lineno} does.",
                Said(f"line {other.lineno} reads the same data with this default"), default)


def _nested(failure, place, node, mapping, key):
    """`data["a"]["b"]` with a missing `a`: the whole path is read with one default."""
    source, path, outer = place.source, [key], node
    if not isinstance(node, ast.Subscript):
        return
    while isinstance(source.parents.get(outer), ast.Subscript) and source.parents[outer].value is outer and isinstance(
        source.parents[outer].slice, ast.Constant
    ) and isinstance(source.parents[outer].slice.value, str):
        outer = source.parents[outer]
        path.append(outer.slice)
    if len(path) < 2 or isinstance(outer.ctx, ast.Store):
        return
    default, reason, cost = value_default(failure, place, outer)
    if default is None:
        return
    last = "" if default == "None" else f", {in_quotes(source, default)}"
    text = source.text_of(mapping) + "".join(f".get({source.text_of(item)}, {{}})" for item in path[:-1])
    yield Candidate(
        "nested-get", "default", [source.replace(outer, f"{text}.get({source.text_of(path[-1])}{last})")], cost + 3,
        f"{at(place)} reads `{source.text_of(outer)}`, but `{source.text_of(key)}` may be missing. The change uses "
        f"`{default}` then.", reason, default)


def _get(failure, place, node, mapping, key):
    source = place.source
    if not isinstance(node, ast.Subscript) or isinstance(node.ctx, (ast.Store, ast.Del)):
        return
    default, reason, cost = value_default(failure, place, node)
    if default is None or isinstance(mapping, ast.Attribute) and mapping.attr in {"loc", "iloc", "at"}:
        return
    # A setting that must be made has no neutral value.
    cost += 14 if is_environment(mapping) else 0 if isinstance(key, ast.Constant) else 3
    last = "" if default == "None" else f", {in_quotes(source, default)}"
    yield Candidate(
        "get-with-default", "default",
        [source.replace(node, f"{source.text_of(mapping)}.get({source.text_of(key)}{last})")], cost + 2,
        f"{at(place)} expects the key `{source.text_of(key)}` in `{source.text_of(mapping)}` and raises KeyError where "
        f"it is missing. The change uses `{default}` then.", reason, default)


def is_environment(mapping):
    return (dotted(mapping) or "").split(".")[-1] == "environ"


def _filter(failure, place, node, mapping, key):
    source, scope = place.source, inside_comprehension(place.source, node)
    if scope is None or isinstance(scope, ast.Lambda) or not is_pure(mapping) or not is_pure(key):
        return
    if any(item is node for item in ast.walk(scope.generators[0].iter)):
        return
    condition = f"{source.text_of(key)} in {source.text_of(mapping)}"
    yield Candidate(
        "comprehension-filter", "skip", [filter_edit(source, scope, condition, node)], 27,
        f"{at(place)} reads `{source.text_of(key)}` of every entry, so one entry without it raises KeyError. The change "
        "leaves such entries out.", left_out(place, node))


def _lacks(source, node, key, text, written, prelude):
    """The condition that the entry isn't there, and its words; all the way down where the path goes on by constant keys."""
    parent = source.parents.get(node)
    goes_on = isinstance(parent, (ast.Subscript, ast.Attribute)) and parent.value is node
    if not goes_on or not isinstance(key, ast.Constant) or prelude is not None:
        return f"{written} not in {text}", None
    # Where the value is read further, one that is null is as bad as none.
    condition = f"{text}.get({written}) is None"
    below = parent.slice if isinstance(parent, ast.Subscript) and isinstance(node, ast.Subscript) else None
    if not isinstance(below, ast.Constant) or not isinstance(below.value, str) or not isinstance(parent.ctx, ast.Load):
        return condition, None
    inner = source.text_of(below)
    return f"{condition} or {inner} not in {source.text_of(node)}", f"{key.value!r} with {below.value!r}"


def subject_of(place, mapping, key, text, lacking=None):
    """The words for a missing key: of data, named as messages and log lines of the function name it, or of a registry."""
    if is_environment(mapping) and isinstance(key, ast.Constant):
        return Subject("setting", (f"the environment variable {key.value} is not set",), key=text)
    if isinstance(key, ast.Constant):
        noun = key.value if isinstance(key.value, str) else ""
        owner, lacks = singular(described(mapping)), f" has no {lacking or repr(key.value)}"
        known_as = identity_of(place, mapping)
        parts = (f"{owner} ", (known_as, "plain"), lacks) if known_as else (owner + lacks,)
        return Subject("missing", parts, key=text, noun=noun)
    registry = singular(described(mapping))
    asked = described(key)
    if asked in {"key", "name", "id", "value"} or registry in asked:
        return Subject("missing", (f"unknown {registry}: ", (text,)), key=text)
    if asked in registry:
        return Subject("missing", (f"unknown {asked}: ", (text,)), key=text)
    return Subject("missing", (f"no {registry} for {asked} ", (text,)), key=text)


def _guards(failure, place, node, mapping, key):
    source = place.source
    if inside_comprehension(source, node) is not None:
        return
    statement, text, prelude = hoisted(place, mapping, node)
    if statement is None or not is_pure(key):
        return
    written = source.text_of(key)
    if isinstance(key, ast.Tuple) and not written.startswith("("):
        written = f"({written})"
    condition, lacking = _lacks(source, node, key, text, written, prelude)
    subject = subject_of(place, mapping, key, written, lacking)
    for outcome in outcomes(failure, place, subject, statement, condition):
        edits = guardable(place, statement, condition, outcome, prelude)
        if edits is not None:
            yield Candidate(
                "membership-guard", outcome.kind, edits, outcome.cost + (2 if prelude else 0),
                f"{at(place)} reads `{text}[{written}]` without asking whether it is there, so a missing "
                f"{words(described(key)) if not isinstance(key, ast.Constant) else 'key'} raises KeyError. The change "
                f"asks first and then {outcome.phrase}.",
                outcome.reason, outcome.value, outcome.error, outcome.logs)
