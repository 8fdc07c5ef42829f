"""Repairs of iteration: the next of nothing, and collections changed while they are gone through."""

import ast
import re

from repair_candidate import Candidate, at
from repair_evidence import inside_comprehension
from repair_answers import outcomes
from repair_outcome import Subject
from repair_places import in_quotes, local_name, value_default
from repair_reasons import Said
from repair_source import Edit, LOOPS, dotted
from repair_style import described


def candidates(failure):
    for depth, place in enumerate(failure.places[:3]):
        found = []
        if re.search(r"Stop(Async)?Iteration", failure.exception + failure.message):
            found += list(_next(failure, place))
        if re.search(r"changed (size )?during iteration|mutated during iteration|keys changed", failure.message):
            found += list(_copies(failure, place))
        for candidate in found:
            candidate.cost += 12 * depth
            yield candidate


def _next(failure, place):
    source, function = place.source, place.function
    for node in place.expressions(ast.Call):
        if dotted(node.func) not in {"next", "anext"} or len(node.args) != 1:
            continue
        default, reason, cost = value_default(failure, place, node)
        argument = node.args[0]
        end = source.span(argument)[1]
        bare_generator = isinstance(argument, ast.GeneratorExp) and source.text[source.span(argument)[0]] == "(" and (
            source.span(argument)[1] == source.span(node)[1])
        def with_default(value):
            if bare_generator:
                return source.replace(argument, f"({source.text_of(argument)}, {value})")
            return Edit(source.path, end, end, f", {value}")
        if default is not None:
            yield Candidate(
                "next-default", "default", [with_default(in_quotes(source, default))], cost - 2,
                f"{at(place)} takes the next entry without asking whether there is one, which raises StopIteration. "
                f"The change gives `{default}` then.", reason, default)
        statement = place.statement
        if not isinstance(statement, (ast.Assign, ast.Return)) or not source.starts_line(statement) or (
            inside_comprehension(source, node) is not None
        ):
            continue
        scope = function if function is not None else source.tree
        taken = {item.id for item in ast.walk(scope) if isinstance(item, ast.Name)} | {
            item.arg for item in ast.walk(scope) if isinstance(item, ast.arg)}
        whole = statement.value is node
        inner = argument.elt if isinstance(argument, ast.GeneratorExp) else argument
        if isinstance(statement, ast.Assign) and whole and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
        else:
            name = local_name(inner if isinstance(inner, (ast.Name, ast.Attribute)) else node, taken)
        subject = _subject(source, argument, described(inner) if not whole or isinstance(statement, ast.Return) else name)
        unit = source.indent_unit()
        for outcome in outcomes(failure, place, subject, condition=f"{name} is None"):
            if whole and isinstance(statement, ast.Return) and outcome.lines == ["return None"]:
                yield Candidate(
                    "next-default", "default", [with_default("None")], outcome.cost - 1,
                    f"{at(place)} takes the next entry without asking whether there is one, which raises "
                    "StopIteration. The change gives `None` then.", outcome.reason, "None")
                continue
            lines = [f"if {name} is None:"] + [unit + line for line in outcome.lines]
            if isinstance(statement, ast.Assign) and whole and isinstance(statement.targets[0], ast.Name):
                edits = [with_default("None"), source.insert_after(statement, lines)]
            else:
                start, stop = source.span(node)
                call = source.text[start:stop]
                edit = with_default("None")
                text = call[:edit.start - start] + edit.text + call[edit.end - start:]
                edits = [source.insert_before(statement, [f"{name} = {text}"] + lines), source.replace(node, name)]
            yield Candidate(
                "next-guard", outcome.kind, edits + outcome.extra, outcome.cost,
                f"{at(place)} takes the next entry without asking whether there is one, which raises StopIteration. "
                f"The change asks first and then {outcome.phrase}.",
                outcome.reason, outcome.value, outcome.error, outcome.logs)


def _subject(source, argument, name):
    words = name.replace("_", " ")
    if isinstance(argument, ast.GeneratorExp):
        tests = argument.generators[-1].ifs
        bound = {item.id for part in argument.generators for item in ast.walk(part.target) if isinstance(item, ast.Name)}
        for test in tests:
            for node in ast.walk(test):
                if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
                    for side in (node.comparators[0], node.left):
                        if isinstance(side, ast.Name) and side.id not in bound:
                            return Subject("missing", (f"no {words} for {described(side)} ", (side.id,)), key=side.id)
    return Subject("missing", (f"no {words} found",), key="")


def _copies(failure, place):
    """`for x in d: del d[x]` goes through a copy instead."""
    source = place.source
    loops = [node for node in ([place.statement] + list(source.ancestors(place.statement)))
             if isinstance(node, LOOPS[:2])]
    targets = [loop.iter for loop in loops]
    for node in place.expressions((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        targets += [part.iter for part in node.generators]
    for node in place.expressions(ast.Call):
        if dotted(node.func) in {"sorted", "sum", "list", "tuple", "set", "max", "min", "any", "all"} and node.args and (
            not isinstance(node.args[0], ast.GeneratorExp)
        ):
            targets += [node.args[0]] if dotted(node.func) != "list" else []
    for cost, target in enumerate(targets):
        text = source.text_of(target)
        if isinstance(target, ast.Call) and dotted(target.func) in {"list", "tuple", "sorted"}:
            continue
        inner, edits = target, None
        if isinstance(target, ast.Call) and dotted(target.func) in {"enumerate", "reversed", "zip", "filter"} and target.args:
            inner = target.args[0]
            text = source.text_of(inner)
        edits = [source.replace(inner, f"list({text})")]
        yield Candidate(
            "iterate-over-copy", "fix", edits, 5 + cost,
            f"{at(place)} goes through `{text}` while entries are added to or removed from it, which Python does not "
            "allow. The change goes through a copy made beforehand.", Said("a copy does not change under the loop"))
