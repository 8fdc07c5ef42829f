"""Repairs of loops that run one step further than what they read."""

import ast

from repair_candidate import Candidate, at
from repair_reasons import Said
from repair_source import LOOPS, dotted, is_pure, same
from repair_telling import goes_by_pairs, reads_only


def loop_bounds(failure, place, node, container, index):
    """`for i in range(len(x)): … x[i + 1]` runs one step too far."""
    source = place.source
    ahead = ahead_of(index)
    name = index.left.id if ahead and isinstance(index.left, ast.Name) else getattr(index, "id", None)
    if name is None or not is_pure(container):
        return
    text = source.text_of(container)
    for loop in _loops_over(source, node, name):
        call = loop.iter
        stop = call.args[-1] if len(call.args) == 1 else call.args[1]
        length = f"len({text})"
        written = source.text_of(stop)
        if ahead and written == length and goes_by_pairs(place, loop, name, text):
            fixed = f"{length} - {ahead}"
        elif not ahead and isinstance(stop, ast.BinOp) and isinstance(stop.op, ast.Add) and (
            source.text_of(stop.left) == length and reads_only(loop, name, text)
        ):
            fixed = length
        else:
            continue
        yield Candidate(
            "loop-bound", "fix", [source.replace(stop, fixed)], 8,
            f"The loop around {at(place)} lets `{source.text_of(index)}` reach past the end of `{text}`: it counts to "
            f"`{written}`. The change counts to `{fixed}`, the last index that exists.",
            Said("the loop's bound now agrees with what its body reads"))
    for loop in (item for item in source.ancestors(node) if isinstance(item, ast.While)):
        test = loop.test
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.LtE) and same(
            test.left, ast.Name(name, ast.Load())
        ) and source.text_of(test.comparators[0]) == f"len({text})":
            yield Candidate(
                "loop-bound", "fix", [source.replace(test, f"{name} < len({text})")], 8,
                f"The loop around {at(place)} runs once too often: `{name}` reaches `len({text})`, one past the last "
                "index. The change stops before it.", Said("the loop's bound now agrees with what its body reads"))


def ahead_of(index):
    """How far `i + 1` reads ahead of `i`; 0 where it doesn't."""
    if isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add) and isinstance(index.left, ast.Name):
        if isinstance(index.right, ast.Constant) and isinstance(index.right.value, int) and index.right.value > 0:
            return index.right.value
    return 0


def _loops_over(source, node, name):
    for item in source.ancestors(node):
        generators = [item] if isinstance(item, LOOPS[:2]) else getattr(item, "generators", [])
        for loop in generators:
            if isinstance(loop.target, ast.Name) and loop.target.id == name and isinstance(loop.iter, ast.Call) and (
                dotted(loop.iter.func) == "range"
            ) and 1 <= len(loop.iter.args) <= 3:
                yield loop
