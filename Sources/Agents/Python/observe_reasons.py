"""Why raising an error is right here: the place of the base's code that says so.

An error that the base raises already for something else is documented, handled and tested for that. It says nothing of this
condition, whose input may well be valid: then only words that are about this condition count.
"""

import ast
import builtins
import re

from repair_repository import Repository
from repair_source import FUNCTIONS, SourceFile, dotted, is_test_path
from repair_uses import raised_already, raised_name

RAISING_TESTS = {"raises", "assertRaises", "assertRaisesRegex"}
# Words of any documentation of errors, which say nothing of a condition.
COMMON = {word[:6] for word in (
    "absent and any are bad cannot can empty error errors exception failed fails for found from got has have invalid its "
    "illegal malformed missing must not none one only raise raises raised set that the there this unknown value values when "
    "where which while will with wrong test tests you your").split()}


class Reasons:
    """Reads the repository as it was before the patch: a patch can't give its own reasons."""

    def __init__(self, tree, job, seconds=6.0):
        self.tree, self.own = tree, job["test"]["path"]
        self.repository = Repository(tree.root, seconds)
        self.parsed = {path: parsed(path, text) for path, text in tree.before.items() if path.endswith(".py")}

    def of(self, error):
        """One sentence that names the place; None where nothing says that this error is right."""
        name = error["type"].split(".")[-1]
        functions = [(path, function) for path, _, function in reversed(error["frames"]) if not function.startswith("<")]
        names = list(dict.fromkeys(function for _, function in functions))
        raised = self.raised(error)
        self.about = asked(*raised) if raised else set()
        self.is_new = not hasattr(builtins, name) and not raised_already(self.sources(tests=False), name)
        return (self.documented(name, functions) or self.handled(name, names) or self.tested(name, names)
                or self.alike(name, error, raised))

    def raised(self, error):
        """(the patched file, the `raise` statement in it) that raised the error; None where it can't be found."""
        path, line, _ = error["frames"][-1] if error["frames"] else ("", 0, "")
        source = parsed(path, self.tree.after.get(path) or self.tree.read(path) or "")
        found = next((
            node for node in ast.walk(source.tree)
            if isinstance(node, ast.Raise) and node.lineno <= line <= node.end_lineno), None) if source else None
        return (source, found) if found is not None else None

    def speaks(self, text):
        """Whether words are about the condition, or about an error that nothing raises so far."""
        return self.is_new or bool(stems(text) & self.about)

    def source(self, path):
        """A file of the base, parsed."""
        return self.parsed[path] if path in self.parsed else self.repository.file(path)

    def sources(self, tests):
        for path in self.repository.paths:
            source = self.source(path) if is_test_path(path) == tests and path != self.own else None
            if source is not None:
                yield source

    def documented(self, name, functions):
        for path, function in functions:
            source = self.source(path)
            for node in ast.walk(source.tree) if source else ():
                if isinstance(node, FUNCTIONS) and node.name == function:
                    # A builtin error is raised all over; another one within may well be what the words are about.
                    raises = not hasattr(builtins, name) or any(
                        isinstance(item, ast.Raise) and raised_name(item) == name for item in ast.walk(node))
                    for holder in (node, source.class_of(node)):
                        said = sentence(holder, name)
                        if said is not None and (not raises or self.speaks(said)):
                            return f"The docstring of `{holder.name}` ({path}:{holder.lineno}) names `{name}`."
        return None

    def handled(self, name, functions):
        for source in self.sources(tests=False):
            if name not in source.text or not self.speaks(spaced(name)):
                continue
            for attempt in ast.walk(source.tree):
                if not isinstance(attempt, ast.Try) or name not in caught(attempt):
                    continue
                called = calls_in(attempt.body) & set(functions)
                if called:
                    outer = source.function_of(attempt)
                    where = f"`{outer.name}`" if outer is not None else "The module"
                    return f"{where} ({source.path}:{attempt.lineno}) handles `{name}` of `{sorted(called)[0]}`."
        return None

    def tested(self, name, functions):
        for source in self.sources(tests=True):
            if name not in source.text:
                continue
            for block in ast.walk(source.tree):
                if isinstance(block, (ast.With, ast.AsyncWith)) and any(
                        expects(item.context_expr, name) for item in block.items):
                    called, outer = calls_in(block.body) & set(functions), source.function_of(block)
                    if called and self.speaks(spaced(outer.name if outer is not None else "")):
                        return f"A test ({source.path}:{block.lineno}) expects `{name}` of `{sorted(called)[0]}`."
        return None

    def alike(self, name, error, raised):
        """The same error, raised already on the same condition."""
        wanted = condition(*raised) if raised else None
        for source in self.sources(tests=False) if wanted is not None else ():
            for node in ast.walk(source.tree) if name in source.text else ():
                if not isinstance(node, ast.Raise) or raised_name(node) != name or condition(source, node) is None:
                    continue
                outer = source.function_of(node)
                if outer is not None and same_condition(condition(source, node), wanted):
                    return f"`{outer.name}` ({source.path}:{node.lineno}) raises `{name}` on the same condition."
        return None


def parsed(path, text):
    try:
        return SourceFile(path, text or "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def caught(attempt):
    """Names of the errors that a `try` handles by name."""
    found = set()
    for handler in attempt.handlers:
        items = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        found |= {(dotted(item) or "").split(".")[-1] for item in items if item is not None}
    return found


def calls_in(body):
    return {
        (dotted(node.func) or getattr(node.func, "attr", "")).split(".")[-1]
        for statement in body for node in ast.walk(statement) if isinstance(node, ast.Call)}


def expects(call, name):
    return isinstance(call, ast.Call) and (dotted(call.func) or "").split(".")[-1] in RAISING_TESTS and bool(call.args) and (
        name in {(dotted(item) or "").split(".")[-1] for item in getattr(call.args[0], "elts", [call.args[0]])})


def sentence(holder, name):
    """The sentences of the documentation that name an error, without its name; None where none does."""
    text = (ast.get_docstring(holder) or "") if holder is not None else ""
    whole = re.compile(rf"\b{re.escape(name)}\b")
    parts = [part for part in re.split(r"(?<=[.;])\s|\n\s*\n|\n\s*[-*]", text) if whole.search(part)]
    return whole.sub("", " ".join(parts)) if parts else None


def asked(source, node):
    """What a `raise` is about, in stems of words: its condition, and the words of its message."""
    test = condition(source, node)
    texts = [item.value for item in ast.walk(node) if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return stems(spaced(" ".join(texts + sorted(words(test) if test is not None else []))))


def spaced(name):
    """`UnknownZone` and `unknown_zone` as separate words, without what only says that it is an error."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ")


def stems(text):
    """The first letters of the words that say what something is about."""
    return {word[:6] for word in re.findall(r"[a-z]{3,}", text.lower())} - COMMON


def condition(source, node):
    """What a `raise` depends on: the test of the `if` around it, or the errors of its handler; None for neither."""
    parent = source.parents.get(node)
    if isinstance(parent, ast.If) and node in parent.body:
        return parent.test
    return parent.type if isinstance(parent, ast.ExceptHandler) else None


def same_condition(one, two):
    """Whether two conditions have one shape and share a name or a key."""
    return shape(one) == shape(two) and bool(words(one) & words(two))


def shape(node):
    return " ".join(type(item).__name__ for item in ast.walk(node))


def words(node):
    """Names, attributes and keys, without what every method calls its own object."""
    found = set()
    for item in ast.walk(node):
        found |= {getattr(item, "id", None), getattr(item, "attr", None)}
        found |= {item.value} if isinstance(item, ast.Constant) and isinstance(item.value, str) else set()
    return found - {None, "self", "cls", "len", "isinstance", "get"}
