"""Repairs of ValueError: unpacking text of another shape, parsing empty text, the largest of nothing, absent members."""

import ast
import re

from repair_answers import outcomes
from repair_candidate import Candidate, at
from repair_evidence import inside_comprehension
from repair_outcome import Subject
from repair_places import guardable, hoisted, in_quotes, is_conditional, value_default
from repair_reasons import Said
from repair_source import Edit, dotted, is_pure
from repair_style import Style, described
from repair_templates_collecting import cleared_away
from repair_telling import left_out
from repair_templates_index import emptiness, filter_edit
from repair_templates_unpacking import unpacking


def candidates(failure):
    for depth, place in enumerate(failure.places[:2]):
        found = list(unpacking(failure, place)) + list(_numbers(failure, place)) + list(_extremes(failure, place))
        found += list(_members(failure, place)) + list(_decoding(failure, place))
        for candidate in found:
            candidate.cost += 14 * depth
            yield candidate


def _numbers(failure, place):
    """`int("")`, `float("n/a")`."""
    match = re.search(r"invalid literal for int\(\) with base \d+: (.*)|could not convert string to float: ?(.*)"
                      r"|ConversionSyntax", failure.message)
    if match is None:
        return
    literal = (match.group(1) or match.group(2) or "").strip()
    blank = literal.strip("'\" ") == ""
    for node in place.expressions(ast.Call):
        name = dotted(node.func)
        if name not in {"int", "float", "Decimal", "decimal.Decimal"} or not node.args:
            continue
        argument = node.args[0]
        if not isinstance(argument, (ast.Constant, ast.JoinedStr)):
            yield from _number(failure, place, node, argument, name, blank, literal)


def _number(failure, place, node, argument, name, blank, literal):
    source, style = place.source, Style(place.source)
    if name == "int" and re.fullmatch(r"'-?\d+\.\d+'", literal):
        yield Candidate(
            "whole-number", "fix", [source.replace(argument, f"float({source.text_of(argument)})")], 9,
            f"{at(place)} reads `{literal}` as a whole number, but it has a fraction. The change reads it with its "
            "fraction first.", "a number with a fraction is a number too")
    if re.fullmatch(r"'-?\d{1,3}(,\d{3})+(\.\d+)?'", literal):
        fixed = f"{source.text_of(argument)}.replace({style.string(',')}, {style.string('')})"
        yield Candidate(
            "thousands", "fix", [source.replace(argument, fixed)], 10,
            f"{at(place)} reads `{literal}` as a number, but it has thousands separators. The change takes them out "
            "first.", "separators are no part of the number")
    if inside_comprehension(source, node) is None:
        statement, text, prelude = hoisted(place, argument, node)
        if statement is not None:
            digits = f"not {text}.strip()" if blank else f"not {text}.strip().lstrip({style.string('-')}).isdigit()"
            if name != "int" and not blank:
                digits = None
            shown = described(argument)
            subject = Subject("parse", (f"{shown} must be a number, got ", (text,)), key=text)
            for outcome in outcomes(failure, place, subject, statement, digits) if digits else ():
                edits = guardable(place, statement, digits, outcome, prelude)
                if edits is not None:
                    yield Candidate(
                        "number-guard", outcome.kind, edits, outcome.cost + (2 if prelude else 0),
                        f"{at(place)} reads `{text}` as a number without asking whether it is one. The change asks "
                        f"first and then {outcome.phrase}.",
                        outcome.reason, outcome.value, outcome.error, outcome.logs)
    if blank and isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute) and (
        argument.func.attr == "get" and len(argument.args) == 2 and isinstance(argument.args[1], ast.Constant)
    ):
        default = source.text_of(argument.args[1])
        start, end = source.span(argument.args[1])
        empty = style.string("")
        yield Candidate(
            "blank-as-absent", "default",
            [Edit(source.path, start, end, empty), Edit(source.path, source.span(argument)[1], source.span(argument)[1],
                                                       f".strip() or {default}")], 5,
            f"{at(place)} takes `{default}` where the entry is absent, but reads a blank one as a number. The change treats a "
            "blank one as absent.", Said("the default is meant for what was not filled in"), default)
    if is_pure(argument) and blank:
        default, reason, cost = value_default(failure, place, node)
        zero = {"int": "0", "float": "0.0"}.get(name, "Decimal(0)")
        zero_reason = "no number given counts as zero"
        zero_price = 27 if isinstance(source.parents.get(node), (ast.Dict, ast.keyword)) else 33
        for value, why, price in [(default, reason, cost), (zero, zero_reason, zero_price)]:
            if value is not None:
                text = source.text_of(argument)
                written = f"{source.text_of(node)} if {text}.strip() else {in_quotes(source, value)}"
                if value in {"0", "0.0"} and len(node.args) == 1 and why == zero_reason:
                    yield Candidate(
                        "blank-number", "default",
                        [source.replace(argument, f"{text}.strip() or 0")], price,
                        f"{at(place)} reads `{text}` as a number, but it may be blank. The change counts that as 0.",
                        why, "0")
                    continue
                parent = source.parents.get(node)
                bare = isinstance(parent, (ast.Assign, ast.Return, ast.keyword, ast.Dict, ast.AnnAssign))
                yield Candidate(
                    "blank-number", "default", [source.replace(node, written if bare else f"({written})")], price,
                    f"{at(place)} reads `{text}` as a number, but it may be blank. The change uses `{value}` then.",
                    why, value)
    if inside_comprehension(source, node) is not None and is_pure(argument) and blank:
        scope = inside_comprehension(source, node)
        if isinstance(scope, (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)):
            yield Candidate(
                "comprehension-filter", "skip", [filter_edit(source, scope, f"{source.text_of(argument)}.strip()", node)], 20,
                f"{at(place)} reads every entry as a number, but one may be blank. The change leaves blank ones out.",
                left_out(place))


def _extremes(failure, place):
    """`max([])`, `statistics.mean([])`, `random.sample` and `randrange` of nothing."""
    pattern = (r"(max|min)\(\) (arg is an empty sequence|iterable argument is empty)|requires at least (one|two|1|2)"
               r"|no (mean|median|mode) for empty data|Sample larger than population|empty range")
    if re.search(pattern, failure.message) is None:
        return
    source, style = place.source, Style(place.source)
    for node in place.expressions(ast.Call):
        name = (dotted(node.func) or "").split(".")[-1]
        if not node.args or name not in {"max", "min", "mean", "fmean", "median", "mode", "stdev", "pstdev", "sample",
                                         "variance", "median_low", "median_high", "quantiles", "choice"}:
            continue
        argument = node.args[0]
        if name == "sample" and len(node.args) == 2:
            count, pool = source.text_of(node.args[1]), source.text_of(argument)
            yield Candidate(
                "sample-size", "fix", [source.replace(node.args[1], f"min({count}, len({pool}))")], 8,
                f"{at(place)} draws {count} of `{pool}`, which may hold fewer. The change draws as many as there are.",
                "no more can be drawn than there are")
        if name in {"max", "min"} and len(node.args) == 1:
            default, reason, cost = value_default(failure, place, node)
            values = [(default, reason, cost - 3)] if default is not None else []
            if default != "0":
                values.append(("0", "the extreme of nothing counts as zero", 34))
            for value, why, price in values:
                edits = [_keyword(source, node, f"default={in_quotes(source, value)}")]
                yield Candidate(
                    "extreme-default", "default", edits, price,
                    f"{at(place)} asks for the `{name}` of nothing, which raises {failure.exception}. The change gives "
                    f"`{value}` then.", why, value)
        few = "at least two" in failure.message or name in {"stdev", "variance"}
        target = argument
        if isinstance(argument, ast.GeneratorExp):
            target = argument.generators[0].iter if not argument.generators[0].ifs else None
        if target is None or inside_comprehension(source, node) is not None:
            continue
        statement, text, prelude = hoisted(place, target, node)
        if statement is None:
            continue
        condition = f"len({text}) < 2" if few else style.is_empty(text)
        words = "has fewer than two entries" if few else "is empty"
        subject = Subject("empty", emptiness(place, target, words), key=text)
        for outcome in outcomes(failure, place, subject, statement, condition):
            edits = guardable(place, statement, condition, outcome, prelude)
            if edits is not None:
                yield Candidate(
                    "empty-guard", outcome.kind, edits, outcome.cost + (2 if prelude else 0),
                    f"{at(place)} asks for the `{name}` of `{text}` without asking whether there is anything in it. "
                    f"The change asks first and then {outcome.phrase}.",
                    outcome.reason, outcome.value, outcome.error, outcome.logs)


def _keyword(source, node, text):
    argument = node.args[0]
    if isinstance(argument, ast.GeneratorExp) and source.span(argument)[1] == source.span(node)[1]:
        # Python counts the call's parentheses to the generator; beside another argument it needs its own.
        return source.replace(argument, f"({source.text_of(argument)}, {text})")
    end = source.span((node.args + [keyword.value for keyword in node.keywords])[-1])[1]
    return Edit(source.path, end, end, f", {text}")


def _members(failure, place):
    """`list.remove(x)`, `list.index(x)`, an Enum of an unknown value."""
    source = place.source
    if re.search(r"x not in (list|deque|tuple)|is not in (list|deque|tuple)|substring not found|not in deque", failure.message):
        for node in place.expressions(ast.Call):
            if not (isinstance(node.func, ast.Attribute) and node.func.attr in {"remove", "index", "rindex"} and node.args):
                continue
            owner, item = node.func.value, node.args[0]
            if not is_pure(owner) or not is_pure(item) or inside_comprehension(source, node):
                continue
            text, written = source.text_of(owner), source.text_of(item)
            if isinstance(place.statement, ast.Expr) and place.statement.value is node and source.starts_line(
                place.statement
            ):
                indent, unit = source.indent_of(place.statement), source.indent_unit()
                fixed = f"if {written} in {text}:{source.newline}{indent}{unit}{source.text_of(node)}"
                yield Candidate(
                    "removal", "fix", [source.replace(place.statement, fixed)], 18,
                    f"{at(place)} removes `{written}` from `{text}`, where it may not be. The change removes it only "
                    "where it is.", cleared_away(place))
            words = f"{described(owner)} has no {written}" if isinstance(item, ast.Constant) else f"no such {described(item)}: "
            subject = Subject("missing", (words,) if isinstance(item, ast.Constant) else (words, (written,)), key=written)
            condition = f"{written} not in {text}"
            if not is_conditional(source, node):
                for outcome in outcomes(failure, place, subject, condition=condition):
                    edits = guardable(place, place.statement, condition, outcome)
                    if edits is not None:
                        yield Candidate(
                            "membership-guard", outcome.kind, edits, outcome.cost,
                            f"{at(place)} looks for `{written}` in `{text}`, where it may not be. The change asks "
                            f"first and then {outcome.phrase}.",
                            outcome.reason, outcome.value, outcome.error, outcome.logs)
    if re.search(r"math domain error", failure.message):
        for node in place.expressions(ast.Call):
            if (dotted(node.func) or "").startswith("math.") and node.args and is_pure(node.args[0]):
                text = source.text_of(node.args[0])
                limit = "<" if dotted(node.func) == "math.sqrt" else "<="
                subject = Subject("zero", (f"{described(node.args[0])} out of range: ", (text,)), key=text)
                for outcome in outcomes(failure, place, subject, condition=f"{text} {limit} 0"):
                    edits = guardable(place, place.statement, f"{text} {limit} 0", outcome)
                    if edits is not None:
                        yield Candidate(
                            "range-guard", outcome.kind, edits, outcome.cost,
                            f"{at(place)} calls `{dotted(node.func)}` with `{text}`, which is not in its range. The "
                            f"change asks first and then {outcome.phrase}.",
                            outcome.reason, outcome.value, outcome.error, outcome.logs)


def _decoding(failure, place):
    """Text that is not what it should be: the error is named for what it means, its cause kept."""
    source = place.source
    conversions = r"(JSONDecodeError|UnicodeDecodeError)$"
    if not re.search(conversions, failure.exception) and not re.search(
        r"does not match format|Invalid isoformat|is not a valid|badly formed|invalid literal|could not convert", failure.message
    ):
        return
    statement = place.statement
    if not isinstance(statement, (ast.Assign, ast.Return, ast.Expr, ast.AnnAssign)) or not source.starts_line(statement):
        return
    caught = failure.qualified_exception if failure.exception == "JSONDecodeError" and re.search(
        r"^import json\b", source.text, re.M) else failure.exception
    caught = "json.JSONDecodeError" if failure.exception == "JSONDecodeError" and re.search(
        r"^import json\b", source.text, re.M) else caught
    if failure.exception == "JSONDecodeError" and caught != "json.JSONDecodeError":
        caught = "ValueError"
    call = next((node for node in place.expressions(ast.Call) if node.args), None)
    if call is None or "\n" in source.text_of(statement):
        return
    shown = described(call.args[0])
    key = source.text_of(call.args[0]) if is_pure(call.args[0]) else ""
    parts = (f"invalid {shown}: ", (key,)) if key and not isinstance(call.args[0], ast.Constant) else (f"invalid {shown}",)
    unit, indent = source.indent_unit(), source.indent_of(statement)
    for outcome in outcomes(failure, place, Subject("parse", parts, key=key)):
        lines = list(outcome.lines)
        if outcome.kind == "raise":
            lines[0] += " from error"
        head = f"except {caught}" + (" as error:" if outcome.kind == "raise" else ":")
        text = source.newline.join(
            ["try:", indent + unit + source.text_of(statement), indent + head] + [indent + unit + line for line in lines])
        yield Candidate(
            "named-error", outcome.kind, [source.replace(statement, text)] + outcome.extra, outcome.cost + 8,
            f"{at(place)} takes text from outside for valid. The change handles exactly `{caught}` at that line and "
            f"{outcome.phrase}.", outcome.reason, outcome.value, outcome.error, outcome.logs)
