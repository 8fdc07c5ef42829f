"""Assertions of what was observed, in the words of pytest or unittest."""

import ast
import re

from reproduce_layout import WIDTH, layout

PLAIN = (
    ast.Expression, ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.Call, ast.keyword, ast.Name, ast.Attribute,
    ast.UnaryOp, ast.USub, ast.Load)
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
LONGEST_MATCH = 90
IDENTITIES = ("None", "True", "False")


class Assertions:
    """Lines that stand in for the act, and the imports they need as (module, name or "")."""

    def __init__(self, form):
        self.form, self.pytest = form, form.is_function
        self.imports = []

    def of_value(self, value, act):
        """Asserts a result; None where nothing can be asserted of it."""
        how, source = value["how"], value["source"]
        self.act = f"list({act})" if value["items"] else act
        if how in ("equal", "float", "same", "length") and not is_plain(source):
            return None
        if how in ("equal", "float"):
            self.imports += value["imports"]
            return self.equal(source, how == "float")
        if how == "same":
            return self.compare("is", source)
        if how == "length":
            self.act = f"len({self.act})"
            return self.compare("==", source)
        if how == "nan":
            self.imports.append(("math", ""))
            return self.true(f"math.isnan({self.act})")
        return self.kind(value) if how == "type" else None

    def equal(self, source, is_float):
        if source in IDENTITIES:
            return self.compare("is", source)
        if not self.pytest:
            return self.call("assertAlmostEqual", rounded(source)) if is_float else self.call("assertEqual", source)
        if is_float or has_floats(source):
            self.imports.append(("pytest", ""))
            return self.compare("==", f"pytest.approx({rounded(source)})")
        return self.compare("==", source)

    def compare(self, operator, source):
        if not self.pytest:
            if source == "None" and operator == "is":
                return self.call("assertIsNone")
            return self.call("assertIs" if operator == "is" else "assertEqual", source)
        line = f"assert {self.act} {operator} {source}"
        if fits(line):
            return [line]
        return self.kept() + [f"assert result {operator} " + layout(parsed(source), 17, 0)]

    def true(self, condition):
        return [f"assert {condition}"] if self.pytest else [f"self.assertTrue({condition})"]

    def call(self, name, *sources):
        line = f"self.{name}({', '.join((self.act,) + sources)})"
        if fits(line):
            return [line]
        values = ["result"] + [layout(parsed(item), 30, 0) for item in sources]
        return self.kept() + [f"self.{name}({', '.join(values)})"]

    def kept(self):
        return ["result = " + layout(parsed(self.act), 9, 0)]

    def kind(self, value):
        """The type of an object, and what it openly holds."""
        fields = [
            (name, source, imports) for name, source, imports in value["attributes"]
            if name.isidentifier() and is_plain(source)]
        name = self.named(value["module"], value["type"])
        if name is None and not fields:
            return self.true(f"{self.act} is not None") if self.pytest else self.call("assertIsNotNone")
        if not fields:
            return self.true(f"isinstance({self.act}, {name})") if self.pytest else self.call("assertIsInstance", name)
        lines = self.kept()
        self.act = "result"
        if name is not None:
            lines += self.true(f"isinstance(result, {name})") if self.pytest else self.call("assertIsInstance", name)
        for field, source, imports in fields:
            self.imports += imports
            self.act = f"result.{field}"
            lines += self.equal(source, bool(re.fullmatch(r"-?[\d.e+-]*[.e][\d.e+-]*", source)))
        return lines

    def named(self, module, name):
        """A class as the test may name it."""
        if not DOTTED.fullmatch(name) or any(part.startswith("_") for part in name.split(".")):
            return None
        if module == "builtins":
            return name
        if not DOTTED.fullmatch(module) or module in ("incident_test", "__main__") or any(
                part.startswith("_") for part in module.split(".")[1:]):
            return None
        self.imports.append((module, name.split(".")[0]))
        return name

    def of_error(self, error, act, message, exactly):
        """Asserts that the act raises; None for an error that can't be named. `exactly` refuses derived types."""
        name = self.named(error["module"], error["type"])
        if name is None:
            return None
        words = pattern(message)
        if self.pytest:
            self.imports.append(("pytest", ""))
            head = f"pytest.raises({name}, match={words})" if words else f"pytest.raises({name})"
        else:
            head = f"self.assertRaisesRegex({name}, {words})" if words else f"self.assertRaises({name})"
        lines = [f"with {head}{' as caught' if exactly else ''}:"] + ["    " + line for line in act]
        if exactly:
            caught = "caught.value" if self.pytest else "caught.exception"
            lines.append(f"assert type({caught}) is {name}" if self.pytest else f"self.assertIs(type({caught}), {name})")
        return lines


def pattern(message):
    """The message as a regular expression that finds it, the beginning of a long one; empty where it says nothing."""
    text = message.splitlines()[0] if message.strip() else ""
    if len(text) > LONGEST_MATCH:
        text = text[:LONGEST_MATCH].rsplit(" ", 1)[0]
    text = text.strip()
    escaped = re.sub(r"([\\.^$*+?{}\[\]|()])", r"\\\1", text)
    if not text or not text.isprintable():
        return ""
    prefix = "r" if "\\" in escaped else ""
    for quote in ('"', "'"):
        if quote not in escaped:
            return prefix + quote + escaped + quote
    return repr(escaped)


def rounded(source):
    """The source with its numbers as exact as a comparison by approximation looks at them."""
    tree = parsed(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) is float:
            node.value = float(f"{node.value:.12g}")
    return ast.unparse(tree)


def has_floats(source):
    """Whether a flat list, tuple or dict holds numbers only, and not only whole ones: what `approx` takes."""
    node = parsed(source)
    items = node.values if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    values = [item.value if isinstance(item, ast.Constant) else None for item in items]
    return isinstance(node, (ast.Dict, ast.List, ast.Tuple)) and any(type(item) is float for item in values) and all(
        type(item) in (int, float) for item in values)


def is_plain(source):
    """Whether a source that came from the tested process is a plain value: literals, names and calls of names."""
    try:
        tree = ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    for node in ast.walk(tree):
        if not isinstance(node, PLAIN) or isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            return False
        if isinstance(node, ast.Call) and not DOTTED.fullmatch(ast.unparse(node.func)):
            return False
    return len(source) <= 2_000 and "\n" not in source


def parsed(source):
    return ast.parse(source, mode="eval").body


def fits(line):
    return len(line) + 8 <= WIDTH and "\n" not in line
