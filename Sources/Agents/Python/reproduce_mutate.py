"""Small changes of anything a program writes down, and the mending of inputs that fail too early."""

import ast
import codecs
import copy
import re

from reproduce_change import sequence_of
from reproduce_program import bound_names, expression, is_literal, literal, provides, used_names

MAXIMUM_NODES = 120
ELEMENT = re.compile(r"(<(\w+)[^<>]{0,200}>[^<>]{0,500}</\2>)")
QUOTED = re.compile(r"'([^'\n]{0,200})'")


def variations(program, texts, kinds=()):
    """Thunks for changed copies with their cost: each value of the program replaced, each statement left out or doubled."""
    count = sum(1 for _ in places(program))
    for index in range(min(count, MAXIMUM_NODES)):
        node = nth(program, index)
        written = prelude_value(program, node.id) if isinstance(node, ast.Name) else None
        for cost, value in replacements(written or node, texts):
            yield cost, replaced(program, index, value)
        if isinstance(node, (ast.Constant, ast.Dict, ast.List, ast.Tuple)):
            for value in kinds:
                yield 2.0, replaced(program, index, value)
        if isinstance(node, ast.Name):
            for name in sorted(variables(program) - {node.id})[:6]:
                yield 1.8, replaced(program, index, ast.Name(name, ast.Load()))
    for index in range(len(program.body) - 1):
        yield 2.6, edited(program, lambda body, i=index: body.pop(i))
        yield 3.2, edited(program, lambda body, i=index: body.insert(i, copy.deepcopy(body[i])))
    yield 2.8, edited(program, lambda body: body.append(copy.deepcopy(body[-1])))


def prelude_value(program, name):
    """The plain value a test file gives to a name at its top level."""
    for statement in program.prelude:
        if isinstance(statement, ast.Assign) and name in provides(statement) and is_literal(statement.value):
            return statement.value
    return None


def variables(program):
    """Names the program's own statements assign."""
    return bound_names([s for s in program.body if isinstance(s, ast.Assign)])


def places(program):
    """Values written in the body, each with its parent's field, the act's first."""
    for statement in reversed(program.body):
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                yield from ((node.args, i) for i in range(len(node.args)))
                yield from ((k, "value") for k in node.keywords)
            elif isinstance(node, ast.Dict):
                yield from ((node.values, i) for i in range(len(node.values)))
            elif isinstance(node, (ast.List, ast.Tuple, ast.Set)) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
                yield from ((node.elts, i) for i in range(len(node.elts)))
            elif isinstance(node, ast.Lambda):
                yield (node, "body")
            elif isinstance(node, ast.Assign) and isinstance(node.value, (ast.Dict, ast.List, ast.Constant, ast.Tuple)):
                yield (node, "value")


def nth(program, index):
    for position, (holder, field) in enumerate(places(program)):
        if position == index:
            return holder[field] if isinstance(holder, list) else getattr(holder, field)
    return None


def replaced(program, index, value):
    def make():
        made = program.copy()
        for position, (holder, field) in enumerate(places(made)):
            if position == index:
                if isinstance(holder, list):
                    holder[field] = copy.deepcopy(value)
                else:
                    setattr(holder, field, copy.deepcopy(value))
                break
        return fixed(made)

    return make


def edited(program, edit):
    def make():
        made = program.copy()
        edit(made.body)
        return fixed(made)

    return make


def fixed(program):
    for statement in program.body:
        ast.fix_missing_locations(statement)
    return program


def replacements(node, texts):
    """Values to try in place of one, with their cost."""
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool):
            yield 2.0, literal(not value)
        elif isinstance(value, (int, float)):
            for other in (0, -1, 1, 2, value + 1, 1000000):
                yield 2.4, literal(other)
            yield 2.8, literal(str(value))
        elif isinstance(value, str):
            for text in ["", "unknown"] + texts:
                yield 2.4, literal(text)
            for other in damaged(value):
                yield 2.3, literal(other)
            for other in ("0", "abc", " "):
                yield 2.8, literal(other)
            yield 3.0, literal(1)
        elif isinstance(value, bytes):
            # What people save with a spreadsheet program begins with a mark.
            for other in (codecs.BOM_UTF8 + value, b"", *(text.encode() for text in damaged(value.decode("utf-8", "replace")))):
                yield 2.3, literal(other)
        if value is not None:
            yield 2.6, literal(None)
        return
    if isinstance(node, ast.Dict):
        for index in range(min(len(node.keys), 12)):
            smaller = ast.Dict(node.keys[:index] + node.keys[index + 1:], node.values[:index] + node.values[index + 1:])
            yield 2.2, smaller
        yield 2.4, expression("{}")
        yield 2.6, literal(None)
        return
    elements = sequence_of(node)
    if elements is not None and isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for size in sorted({0, 1, len(elements) - 1} - {len(elements), -1}):
            smaller = copy.deepcopy(node)
            del smaller.elts[size:]
            yield 2.2, smaller if smaller.elts or not isinstance(node, ast.Set) else expression("set()")
        if elements and isinstance(elements[0], (ast.List, ast.Constant)) and not isinstance(node, ast.Set):
            ragged = copy.deepcopy(node)
            ragged.elts.append(literal("") if isinstance(elements[0], ast.Constant) else expression("[]"))
            yield 1.8, ragged
        if elements:
            doubled = copy.deepcopy(node)
            doubled.elts.extend(copy.deepcopy(elements))
            yield 2.6, doubled
        yield 2.8, literal(None)
        return
    if not isinstance(node, (ast.Starred, ast.Lambda)):
        yield 3.0, literal(None)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SimpleNamespace":
        for index in range(len(node.keywords)):
            smaller = copy.deepcopy(node)
            smaller.keywords.pop(index)
            yield 2.9, smaller


def damaged(text):
    """A text with something missing: its numbers, what follows a separator, the separators, its end."""
    found = [re.sub(r"\d+", "", text), re.sub(r"([=:;,|\t] ?)[^=:;,|\t\n]*", r"\1", text, count=1), re.sub(r"[=:;,|\t]", " ", text)]
    for whole, tag in ELEMENT.findall(text)[:12]:
        found.append(text.replace(whole, "", 1))
        found.append(text.replace(whole, f"<{tag}></{tag}>", 1))
    if 1 < text.count("\n") < 12:
        lines = text.split("\n")
        found += ["\n".join(lines[:i] + lines[i + 1:]) for i in range(len(lines))]
    found += [text[: len(text) // 2], text.split("\n")[0], text + text]
    return [t for t in dict.fromkeys(found) if t != text and len(t) < 2000]


def mendings(program, outcome, sample):
    """For a program that failed elsewhere: give it what the error says is missing."""
    message, names = outcome.message, QUOTED.findall(outcome.message)
    if outcome.type == "KeyError" and names:
        for index, node in enumerate(all_dicts(program)):
            if not any(isinstance(k, ast.Constant) and k.value == names[0] for k in node.keys):
                yield 0.4, with_key(program, index, names[0], sample(names[0]))
    elif outcome.type == "AttributeError" and len(names) > 1:
        yield from missing_attribute(program, names[0], names[-1], sample)
    elif outcome.type == "TypeError":
        yield from wrong_type(program, message, names, sample)
    elif outcome.type in ("IndexError", "StopIteration") or "unpack" in message:
        for index, node in enumerate(list_nodes(program)):
            if not node.elts:
                yield 0.8, with_element(program, index)
    elif outcome.type == "ValueError":
        count = sum(1 for _ in places(program))
        for index in range(min(count, MAXIMUM_NODES)):
            node = nth(program, index)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield 0.9, replaced(program, index, literal("1"))
                yield 1.0, replaced(program, index, literal("2024-01-15"))


def wanted_keys(program, outcome, values):
    """For a program whose mappings were asked for keys they lack: give them one."""
    for index, key in outcome.wanted[:12]:
        for value in values(key):
            if index < len(all_dicts(program)):
                yield 1.2, with_key(program, index, key, value)


def all_dicts(program):
    return [n for s in program.body for n in ast.walk(s) if isinstance(n, ast.Dict)]


def list_nodes(program):
    return [n for s in program.body for n in ast.walk(s) if isinstance(n, (ast.List, ast.Tuple)) and isinstance(n.ctx, ast.Load)]


def with_key(program, index, key, value):
    def make():
        made = program.copy()
        node = all_dicts(made)[index]
        node.keys.append(literal(key))
        node.values.append(copy.deepcopy(value))
        return fixed(made)

    return make


def with_element(program, index):
    def make():
        made = program.copy()
        list_nodes(made)[index].elts.append(literal(1))
        return fixed(made)

    return make


def missing_attribute(program, kind, name, sample):
    replacement = {"get": "{}", "items": "{}", "keys": "{}", "values": "{}", "append": "[]", "strip": "'a'", "split": "'a'",
                   "lower": "'a'", "upper": "'a'", "isoformat": "datetime.datetime(2024, 1, 15)",
                   "strftime": "datetime.datetime(2024, 1, 15)", "total_seconds": "datetime.timedelta(days=1)"}.get(name)
    count = sum(1 for _ in places(program))
    for index in range(min(count, MAXIMUM_NODES)):
        node = nth(program, index)
        if kind.endswith("SimpleNamespace") and isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SimpleNamespace":
            for value in (sample(name), expression("lambda *args, **kwargs: None")):
                wider = copy.deepcopy(node)
                wider.keywords.append(ast.keyword(name, value))
                yield 0.5, replaced(program, index, wider)
        elif isinstance(node, (ast.Constant, ast.Dict, ast.List)) and type_name(node) == kind:
            if replacement:
                yield 0.4, replaced(program, index, expression(replacement))
            else:
                made = expression("SimpleNamespace()")
                made.keywords.append(ast.keyword(name, sample(name)))
                yield 0.7, replaced(program, index, made)
                yield 0.9, replaced(program, index, expression("MagicMock()"))


def type_name(node):
    if isinstance(node, ast.Constant):
        return type(node.value).__name__
    return type(node).__name__.lower()


def wrong_type(program, message, names, sample):
    """Swaps numbers, texts and containers where an operation refused one."""
    missing = re.search(r"missing \d+ required (?:positional|keyword-only) arguments?: (.*)", message)
    swaps = {"str": [1, 10.0, {}, []], "int": ["a1", [], {}], "NoneType": [1, "a1", {}, []], "list": [1, "a1"], "dict": ["a1", 1],
             "float": ["a1", 1]}
    if missing:
        return
    if "not callable" in message:
        for index in range(min(sum(1 for _ in places(program)), MAXIMUM_NODES)):
            if isinstance(nth(program, index), ast.Constant):
                yield 0.5, replaced(program, index, expression("lambda *args, **kwargs: None"))
        return
    mentioned = [n for n in re.findall(r"'(\w+)'|\b(str|int|float|list|dict|NoneType)\b", message) for n in n if n]
    count = sum(1 for _ in places(program))
    for index in range(min(count, MAXIMUM_NODES)):
        node = nth(program, index)
        if not isinstance(node, (ast.Constant, ast.Dict, ast.List)):
            continue
        if type_name(node) in mentioned or "indices" in message and type_name(node) == "str":
            for value in swaps.get(type_name(node), ()):
                yield 0.8, replaced(program, index, literal(value))


def unused_assignment(program):
    """Assignments whose name nothing reads."""
    for index, statement in enumerate(program.body[:-1]):
        names = bound_names([statement])
        if names and not names & used_names(program.body[index + 1:]):
            yield index


def known_keys(program):
    """Texts the program's own mappings are keyed by."""
    found = [k.value for s in program.body for n in ast.walk(s) if isinstance(n, ast.Dict) for k in n.keys
             if isinstance(k, ast.Constant) and isinstance(k.value, str)]
    return list(dict.fromkeys(found))[:4]
