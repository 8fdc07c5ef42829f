"""Repairs by what alike code does: the same call in a dressing that this one lacks, the same handler for more errors."""

import ast

from repair_alike import careful_versions, dressed_text, dressings, wrapping_names
from repair_candidate import Candidate, at
from repair_outcome import module_names
from repair_reasons import Said
from repair_source import Edit, FUNCTIONS, dotted, own_nodes, scope_nodes

MAXIMUM_SITES = 40
MAXIMUM_DRESSINGS = 6
# Ways to look at a thing, rather than to bring it into shape.
VIEWS = {
    "all", "any", "bool", "dict", "enumerate", "frozenset", "iter", "len", "list", "max", "min", "next", "print", "range",
    "repr", "reversed", "round", "set", "sorted", "sum", "tuple", "type",
}


def candidates(failure):
    seen, dressed = set(), []
    for distance, (source, node) in enumerate(_sites(failure)):
        if (source.path, node) in seen or len(seen) > MAXIMUM_SITES:
            continue
        seen.add((source.path, node))
        yield from _careful(source, node, 3 + min(distance, 4) / 2)
        yield from _keyword(source, node, 8 + min(distance, 8) / 2)
        dressed += _dressed(source, node, 4 + min(distance, 8) / 2)
    yield from sorted(dressed, key=lambda candidate: candidate.cost)[:MAXIMUM_DRESSINGS]
    for place in failure.places[1:4]:
        yield from _wider_handler(failure, place)


def _sites(failure):
    """(file, expression): those of the failing line, of what gave its names and attributes their values."""
    for place in failure.places[:2]:
        for node in own_nodes(place.statement):
            if isinstance(node, (ast.Call, ast.Subscript)):
                yield place.source, node
        names = {node.id for node in own_nodes(place.statement) if isinstance(node, ast.Name)}
        for node in scope_nodes(place.function) if place.function is not None else ():
            if isinstance(node, (ast.Assign, ast.With, ast.For)) and node is not place.statement and node.lineno <= place.line:
                bound = {item.id for item in own_nodes(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}
                if bound & names or isinstance(node, ast.With):
                    for item in own_nodes(node):
                        if isinstance(item, (ast.Call, ast.Subscript)):
                            yield place.source, item
        for node in own_nodes(place.statement):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                yield from _given(failure.repository, node.attr)


def _given(repository, name):
    """Expressions that a constructor's call gives an attribute, by keyword or by the order of a class's fields."""
    for source in repository.sources():
        if name not in source.text:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.keyword) and node.arg == name and isinstance(node.value, (ast.Call, ast.Subscript)):
                yield source, node.value
            if not isinstance(node, ast.ClassDef):
                continue
            fields = [item.target.id for item in node.body
                      if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)]
            for place, field in enumerate(fields):
                for other, call in repository.calls(node.name) if field == name else ():
                    if len(call.args) > place and isinstance(call.args[place], (ast.Call, ast.Subscript)):
                        yield other, call.args[place]


def _careful(source, node, cost):
    if not isinstance(node, ast.Call):
        return
    for function in careful_versions(source, node):
        start, end = source.span(node.func)
        yield Candidate(
            "careful-version", "fix", [Edit(source.path, start, end, function.name)], cost,
            f"{source.path}:{node.lineno} calls `{dotted(node.func)}` itself, while `{function.name}` (line "
            f"{function.lineno}) does that with more care. The change uses it here, too.",
            Said(f"`{function.name}` is this file's own way to do it"))


def _dressed(source, node, cost):
    known = module_names(source)
    for other in ast.walk(source.tree):
        if not isinstance(other, (ast.Call, ast.Subscript)) or other is node or holds(other, node) or holds(node, other):
            continue
        exact = not _same_key(node, other) and (
            type(other) is not type(node) or isinstance(node, ast.Call) and not _alike_callee(node, other))
        found = dressings(node, other, exact)
        if not found or len(found) > 2 or any(
            wrapping_names(wrapping, hole) - known or wrapping_names(wrapping, hole) & VIEWS for _, wrapping, hole in found
        ):
            continue
        texts = [(part, dressed_text(source, part, source, wrapping, hole)) for part, wrapping, hole in found]
        if any(text is None or "\n" in text for _, text in texts):
            continue
        if not all(source.has_true_position(part) for part, _ in texts):
            continue
        price = cost - (1.5 if _fits_default(node, found) else 0)
        yield Candidate(
            "alike-dressing", "fix", [source.replace(part, text) for part, text in texts], price,
            f"{source.path}:{node.lineno} reads `{source.text_of(node)[:80]}` as it comes, while line {other.lineno} does the "
            f"same with `{texts[0][1][:80]}`. The change does so here, too.",
            Said(f"line {other.lineno} of the same file does it so"))


def holds(outer, inner):
    return any(item is inner for item in ast.walk(outer))


def _same_key(node, other):
    """Whether both read an entry of the same name, here plain and there inside a call."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Constant):
        return False
    return any(isinstance(item, ast.Subscript) and isinstance(item.slice, ast.Constant) and item.slice.value == node.slice.value
               for item in ast.walk(other))


def _alike_callee(node, other):
    return isinstance(other, ast.Call) and getattr(node.func, "attr", dotted(node.func)) == getattr(
        other.func, "attr", dotted(other.func)) or isinstance(other, ast.Call) and all(
            (dotted(call.func) or "").split(".")[-1][:1].isupper() for call in (node, other))


def _fits_default(node, found):
    """Whether the wrapping makes the type that the plain expression's own default has."""
    wrapping = found[0][1]
    kind = dotted(wrapping.func) if isinstance(wrapping, ast.Call) else None
    last = node.args[-1] if isinstance(node, ast.Call) and len(node.args) > 1 else None
    return isinstance(last, ast.Constant) and type(last.value).__name__ == kind


def _keyword(source, node, cost):
    """The one keyword whose constant differs from that of a call which is the same otherwise."""
    if not isinstance(node, ast.Call) or not node.keywords:
        return
    for other in ast.walk(source.tree):
        if other is node or not isinstance(other, ast.Call) or len(other.keywords) != len(node.keywords) or (
            dotted(other.func) is None or dotted(other.func) != dotted(node.func)
        ):
            continue
        pairs = [(mine, theirs) for mine, theirs in zip(node.keywords, other.keywords)
                 if ast.dump(mine.value) != ast.dump(theirs.value)]
        if len(pairs) != 1 or [item.arg for item in node.keywords] != [item.arg for item in other.keywords]:
            continue
        mine, theirs = pairs[0]
        if isinstance(mine.value, ast.Constant) and isinstance(theirs.value, ast.Constant):
            yield Candidate(
                "alike-keyword", "fix", [source.replace(mine.value, source.text_of(theirs.value))], cost,
                f"{source.path}:{node.lineno} calls `{dotted(node.func)}` with `{mine.arg}={source.text_of(mine.value)}`, "
                f"line {other.lineno} with `{source.text_of(theirs.value)}`. The change does so here, too.",
                Said(f"line {other.lineno} of the same file does it so"))


def _wider_handler(failure, place):
    """A `try` around the failing call, whose handler knows fewer errors than the same handler in a function beside it."""
    source, child = place.source, place.statement
    for parent in source.ancestors(place.statement):
        if isinstance(parent, FUNCTIONS):
            return
        if isinstance(parent, ast.Try) and any(child is item for item in parent.body):
            for handler in parent.handlers:
                yield from _as_beside(failure, place, handler)
        child = parent


def _as_beside(failure, place, handler):
    source = place.source
    if handler.type is None or failure.exception in _kinds(handler):
        return
    done = _calls(handler)
    for other in ast.walk(source.tree):
        if isinstance(other, ast.ExceptHandler) and other is not handler and other.type is not None and (
            failure.exception in _kinds(other) and done & _calls(other)
        ):
            yield Candidate(
                "wider-handler", "fix", [source.replace(handler.type, source.text_of(other.type))], 3,
                f"{at(place)} has an answer to `{source.text_of(handler.type)}`, but not to `{failure.exception}`, for which "
                f"line {other.lineno} has the same one. The change uses it for both.",
                Said(f"line {other.lineno} answers this error in the same way"))


def _kinds(handler):
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {(dotted(kind) or "").split(".")[-1] for kind in kinds}


def _calls(handler):
    return {ast.unparse(node.func) for item in handler.body for node in ast.walk(item) if isinstance(node, ast.Call)}
