"""What the code beside a failure does in the very same case: the same condition, or the same message about another thing."""

import ast
import re

from repair_evidence import is_guard_test
from repair_source import FUNCTIONS, dotted, names_in
from repair_style import described


def canonical(text):
    """`x is None`, `not x`, `len(x) == 0` alike; other conditions as they are."""
    text = " ".join(text.split())
    for pattern in (r"not ([\w.\[\]\"']+)", r"([\w.\[\]\"']+) (?:is|==) None", r"len\(([\w.\[\]\"']+)\) (?:== 0|< 1)",
                    r"([\w.\[\]\"']+) == (?:0|\[\]|\"\"|'')"):
        match = re.fullmatch(pattern, text)
        if match:
            return "absent " + match.group(1)
    return text


def neighbours(place):
    """(distance, function) of the other functions: of the class first, then of the module."""
    seen = {place.function}
    scopes = [place.class_node, place.source.tree]
    for distance, scope in enumerate(scopes):
        for node in ast.walk(scope) if scope is not None else ():
            if isinstance(node, FUNCTIONS) and node not in seen:
                seen.add(node)
                yield distance, node


def guards_of(function):
    for node in ast.walk(function):
        if isinstance(node, ast.If) and not node.orelse and len(node.body) <= 3 and isinstance(
            node.body[-1], (ast.Return, ast.Raise, ast.Continue)
        ):
            yield node


def same_guards(place, condition):
    """(distance, function, guard) of guards elsewhere in the file that ask the same."""
    wanted = canonical(condition)
    for distance, function in neighbours(place):
        for guard in guards_of(function):
            if wanted in (canonical(place.source.text_of(guard.test)), looked_up(place.source, guard)):
                yield distance, function, guard


def takes_for_normal(place, condition):
    """Whether a function beside asks the same, perhaps among other things, and answers instead of refusing."""
    wanted = canonical(condition)
    for _, function in neighbours(place):
        for guard in guards_of(function):
            parts = guard.test.values if isinstance(guard.test, ast.BoolOp) else [guard.test]
            if isinstance(guard.body[-1], ast.Return) and any(
                canonical(place.source.text_of(part)) == wanted for part in parts
            ):
                return True
    return False


def looked_up(source, guard):
    """`key not in mapping` of a guard on a name that `mapping.get(key)` gave just before."""
    block, index = source.block_of(guard)
    before = block[index - 1] if index else None
    call = before.value if isinstance(before, ast.Assign) and isinstance(before.targets[0], ast.Name) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "get" or (
        len(call.args) != 1 or canonical(source.text_of(guard.test)) != f"absent {before.targets[0].id}"
    ):
        return None
    return f"{source.text_of(call.args[0])} not in {source.text_of(call.func.value)}"


def body_lines(source, guard):
    """The guard's statements, or None where they don't stand on lines of their own."""
    lines = []
    for statement in guard.body:
        text = source.text_of(statement)
        if "\n" in text:
            inner = source.indent_of(statement)
            pieces = text.split("\n")
            if any(piece.strip() and not piece.startswith(inner) for piece in pieces[1:]):
                return None
            lines += [pieces[0].rstrip("\r")] + [piece[len(inner):].rstrip("\r") for piece in pieces[1:]]
        else:
            lines.append(text)
    return lines


def usable(guard, known):
    """Whether everything the guard's body reads is known where it would be repeated."""
    stored = {node.id for item in guard.body for node in ast.walk(item)
              if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    read = set().union(*[names_in(item) for item in guard.body]) - stored
    return read <= known


def analogous_message(place, noun, known):
    """(error text, arguments) of a raise whose message is about one absent thing, told about `noun` instead."""
    source = place.source
    wanted = noun.replace("_", " ")
    for _, function in neighbours(place):
        for guard in guards_of(function):
            raised = guard.body[-1]
            call = raised.exc if isinstance(raised, ast.Raise) else None
            if not isinstance(call, ast.Call) or len(guard.body) > 1 or not is_guard_test(guard.test):
                continue
            about = _tested(guard.test)
            used = names_in(call) - {dotted(call.func)}
            if about is None or about == wanted or about.replace(" ", "_") in used or not used <= known:
                continue
            text = source.text_of(call)
            written = re.sub(rf"\b{re.escape(about)}\b", wanted, text)
            if "\n" not in text and written != text and dotted(call.func):
                yield dotted(call.func).split(".")[-1], written


def _tested(test):
    """The words for what a guard's condition asks about."""
    if isinstance(test, ast.UnaryOp):
        return described(test.operand)
    if isinstance(test, ast.Compare):
        if isinstance(test.ops[0], ast.NotIn) and isinstance(test.left, ast.Constant):
            return str(test.left.value).replace("_", " ")
        return described(test.left)
    return None
