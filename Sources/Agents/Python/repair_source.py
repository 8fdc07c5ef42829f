"""Python source as text and syntax tree at once: reads positions, writes edits."""

import ast
import re
from dataclasses import dataclass

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = FUNCTIONS + (ast.ClassDef, ast.Module, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
LOOPS = (ast.For, ast.AsyncFor, ast.While)


@dataclass(frozen=True)
class Edit:
    """One replacement of characters `start` to `end` of a file."""

    path: str
    start: int
    end: int
    text: str


class SourceFile:
    """One parsed file. Raises SyntaxError or ValueError when it isn't Python this interpreter understands."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.tree = ast.parse(text)
        self.line_starts = [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
        self.parents = {
            child: parent for parent in ast.walk(self.tree) for child in ast.iter_child_nodes(parent)
        }
        self.is_test = is_test_path(path)

    def offset(self, line, column):
        start = self.line_starts[line - 1]
        prefix = self.line(line)
        if prefix.isascii():
            return start + column
        return start + len(prefix.encode()[:column].decode(errors="ignore"))

    def line(self, number):
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[self.line_starts[number - 1]:end]

    def span(self, node):
        return self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)

    def text_of(self, node):
        start, end = self.span(node)
        return self.text[start:end] if self.has_true_position(node) else ast.unparse(node)

    def has_true_position(self, node):
        """Before Python 3.12, positions of expressions inside f-strings may be wrong."""
        if not isinstance(node, ast.expr) or not any(isinstance(item, ast.JoinedStr) for item in self.ancestors(node)):
            return True
        start, end = self.span(node)
        try:
            return same(ast.parse(self.text[start:end], mode="eval").body, node)
        except (SyntaxError, ValueError):
            return False

    def ancestors(self, node):
        while node in self.parents:
            node = self.parents[node]
            yield node

    def function_of(self, node):
        return next((parent for parent in self.ancestors(node) if isinstance(parent, FUNCTIONS)), None)

    def class_of(self, node):
        return next((parent for parent in self.ancestors(node) if isinstance(parent, ast.ClassDef)), None)

    def statement_of(self, node):
        if isinstance(node, ast.stmt):
            return node
        return next((parent for parent in self.ancestors(node) if isinstance(parent, ast.stmt)), None)

    def block_of(self, statement):
        """The list of statements it stands in and its place there."""
        parent = self.parents.get(statement)
        for _, value in ast.iter_fields(parent) if parent else ():
            if isinstance(value, list) and any(item is statement for item in value):
                return value, next(place for place, item in enumerate(value) if item is statement)
        return [statement], 0

    def first_line(self, statement):
        decorators = getattr(statement, "decorator_list", [])
        return min([statement.lineno] + [decorator.lineno for decorator in decorators])

    def indent_of(self, statement):
        return re.match(r"[ \t\f]*", self.line(self.first_line(statement))).group()

    def indent_unit(self):
        for node in ast.walk(self.tree):
            body = getattr(node, "body", None)
            if isinstance(node, ast.stmt) and isinstance(body, list) and body and self.starts_line(body[0]):
                inner, outer = self.indent_of(body[0]), self.indent_of(node)
                if inner.startswith(outer) and len(inner) > len(outer):
                    return inner[len(outer):]
        return "    "

    def starts_line(self, statement):
        """Whether only white space stands before it; false for `if x: y` bodies and for `elif`."""
        if statement.lineno != self.first_line(statement):
            return True
        before = self.line(statement.lineno).encode()[:statement.col_offset]
        return not before.strip() and self.text_of(statement)[:4] != "elif"

    def replace(self, node, text):
        """An edit that can't be made where the node's position is not to be trusted."""
        start, end = self.span(node) if self.has_true_position(node) else (-1, -1)
        return Edit(self.path, start, end, text)

    def insert_before(self, statement, lines):
        indent = self.indent_of(statement)
        start = self.line_starts[self.first_line(statement) - 1]
        return Edit(self.path, start, start, "".join(indent + line + self.newline for line in lines))

    def insert_after(self, statement, lines):
        indent = self.indent_of(statement)
        end = statement.end_lineno
        text = "".join(indent + line + self.newline for line in lines)
        if end < len(self.line_starts):
            place = self.line_starts[end]
        else:
            place, text = len(self.text), self.newline + text
        return Edit(self.path, place, place, text)

    def delete_lines(self, first, last):
        end = self.line_starts[last] if last < len(self.line_starts) else len(self.text)
        return Edit(self.path, self.line_starts[first - 1], end, "")

    def function_at(self, line, name=None):
        """The innermost function around the line; by name where the line has moved."""
        functions = [node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS)]
        around = [node for node in functions if self.first_line(node) <= line <= node.end_lineno]
        inner = max(around, key=lambda node: node.lineno, default=None)
        wanted = (name or "").split(".")[-1]
        if not wanted or wanted.startswith("<") or inner is not None and inner.name == wanted:
            return inner
        named = [node for node in functions if node.name == wanted]
        enclosing = [node for node in around if node.name == wanted]
        return (enclosing or named or [inner])[0]

    def statement_at(self, line):
        """The innermost statement whose own lines (for a compound one: its header) hold the line."""
        best = None
        for node in ast.walk(self.tree):
            if isinstance(node, ast.stmt) and node.lineno <= line <= header_end(node):
                if best is None or (node.lineno, node.col_offset) >= (best.lineno, best.col_offset):
                    best = node
        return best


def header_end(statement):
    body = getattr(statement, "body", None)
    if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
        return max(statement.lineno, body[0].lineno - 1)
    if isinstance(statement, ast.Match):
        return statement.lineno
    return statement.end_lineno


def own_nodes(statement):
    """The statement's nodes without those of statements nested in it."""
    waiting = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(
            child for child in ast.iter_child_nodes(node)
            if not isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case))
        )


def scope_nodes(function):
    """The nodes of a function or module without those of functions and classes defined in it."""
    waiting = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, FUNCTIONS + (ast.ClassDef, ast.Lambda)):
            waiting.extend(ast.iter_child_nodes(node))


def parameters(function):
    arguments = function.args
    every = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
    return every + [extra for extra in (arguments.vararg, arguments.kwarg) if extra]


def dotted(node):
    """`a.b.c` of names and attributes, else None."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return head and f"{head}.{node.attr}"
    return None


def is_pure(node):
    """Whether reading the expression twice is as good as once."""
    if isinstance(node, (ast.Name, ast.Constant)):
        return True
    if isinstance(node, (ast.Attribute, ast.UnaryOp)):
        return is_pure(node.value if isinstance(node, ast.Attribute) else node.operand)
    if isinstance(node, ast.Subscript):
        return is_pure(node.value) and is_pure(node.slice)
    if isinstance(node, ast.Slice):
        return all(is_pure(part) for part in (node.lower, node.upper, node.step) if part)
    if isinstance(node, ast.BinOp):
        return is_pure(node.left) and is_pure(node.right)
    if isinstance(node, (ast.Tuple, ast.List)):
        return all(is_pure(item) for item in node.elts)
    if isinstance(node, ast.Call):
        return dotted(node.func) in {"len", "sum", "str", "int"} and all(
            is_pure(argument) for argument in node.args
        ) and not node.keywords
    return False


def names_in(node):
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}


def same(left, right):
    return ast.dump(left) == ast.dump(right)


def is_test_path(path):
    parts = path.lower().split("/")
    name = parts[-1]
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py" or any(
        part in {"tests", "test", "testing"} for part in parts[:-1]
    )
