"""Worlds that work: the project's own tests and call sites, written out as programs."""

import ast
import copy
import re
import time

from reproduce_program import Program, is_literal, statements

MAXIMUM_TESTS = 60
VALUE_SECONDS = 1.5
FIXTURES = {
    "tmp_path": "Path(tempfile.mkdtemp())", "tmpdir": "tempfile.mkdtemp()", "monkeypatch": "MagicMock()", "capsys": "MagicMock()",
    "caplog": "MagicMock()", "request": "MagicMock()", "mocker": "MagicMock()", "recwarn": "[]",
}


class TestScenes:
    """Every test of the project as a program: fixtures and setUp written out, checks left away."""

    def __init__(self, project):
        self.project = project
        self.shared = {}
        for path in project.tests():
            if path.endswith("conftest.py") and project.tree(path):
                for node in project.tree(path).body:
                    if is_fixture(node):
                        self.shared[node.name] = (node, path)

    def programs(self, words):
        """Tests that mention one of the words first, the more of them the sooner."""
        found = []
        for path in self.project.tests():
            tree = self.project.tree(path)
            source = self.project.source(path)
            if tree is None or not any(word in source for word in words):
                continue
            for scene in self._scenes(path, tree):
                text = scene.text()
                score = sum((len(words) - index) for index, word in enumerate(words) if re.search(rf"\b{re.escape(word)}\b", text))
                if score:
                    found.append((-score, len(text), len(found), scene))
        return [scene for *_, scene in sorted(found, key=lambda f: f[:3])][:MAXIMUM_TESTS]

    def _scenes(self, path, tree):
        prelude = module_prelude(tree)
        fixtures = dict(self.shared)
        fixtures.update({n.name: (n, path) for n in ast.walk(tree) if is_fixture(n)})
        for node in tree.body:
            if is_test(node):
                yield from self._scene(node, [], prelude, fixtures, None, path)
            elif isinstance(node, ast.ClassDef):
                methods = [n for n in node.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
                opening = [n for n in methods if n.name in ("setUpClass", "setup_class", "setUp", "asyncSetUp", "setup_method")]
                opening.sort(key=lambda n: n.name not in ("setUpClass", "setup_class"))
                setup = [s for n in opening for s in n.body]
                constants = [s for s in node.body if isinstance(s, ast.Assign)]
                for method in methods:
                    if is_test(method):
                        yield from self._scene(method, constants + setup, prelude, fixtures, node, path)

    def _scene(self, node, setup, prelude, fixtures, owner, path):
        try:
            extra, opening = [], []
            given = [a.arg for a in node.args.args if a.arg not in ("self", "cls")]
            rows = parametrized(node)
            for name in given:
                if name not in {n for row in rows for n in row}:
                    self._fixture(name, fixtures, opening, extra, set(), path)
            body = act_only(copy.deepcopy(opening + setup + node.body))
            helpers = helper_functions(owner) if owner else []
            body = [WithoutSelf({h.name for h in helpers}).visit(s) for s in body]
            for row in rows[:6]:
                given = [ast.Assign([ast.Name(n, ast.Store())], v, lineno=0) for n, v in row.items()]
                whole = [ast.fix_missing_locations(s) for s in given + copy.deepcopy(body)]
                if whole and len(whole) <= 60:
                    yield Program(whole, extra + prelude + helpers, origin=f"{path}::{node.name}")
        except (RecursionError, ValueError, AttributeError, IndexError):
            return

    def _fixture(self, name, fixtures, opening, extra, seen, path):
        """Writes a fixture's body out before the test's, its result under its name."""
        if name in seen:
            return
        seen.add(name)
        if name not in fixtures:
            if name in FIXTURES:
                opening.extend(statements(f"{name} = {FIXTURES[name]}"))
            return
        node, origin = fixtures[name]
        for argument in node.args.args:
            if argument.arg not in ("self", "cls"):
                self._fixture(argument.arg, fixtures, opening, extra, seen, path)
        if origin != path:
            extra.extend(module_prelude(self.project.tree(origin)))
        opening.extend(fixture_body(node, name))


def module_prelude(tree):
    """A test file's own top level: imports, helpers and constants, without tests and fixtures."""
    kept = []
    for node in tree.body:
        if isinstance(node, ast.Expr) or is_test(node) or is_fixture(node) or isinstance(node, ast.If):
            continue
        if isinstance(node, ast.ClassDef) and any(is_test(n) for n in node.body):
            continue
        kept.append(node)
    return kept


def is_test(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test")


def is_fixture(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and any(
        "fixture" in ast.unparse(d) for d in node.decorator_list)


def fixture_body(node, name):
    """A fixture's statements with `return x` or `yield x` turned into `name = x`, and nothing after it."""
    made = []
    for statement in copy.deepcopy(node.body):
        value = None
        if isinstance(statement, ast.Return):
            value = statement.value
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, (ast.Yield, ast.YieldFrom)):
            value = statement.value.value
        elif isinstance(statement, (ast.With, ast.AsyncWith, ast.Try)):
            statement.body = fixture_body(statement, name)
            made.append(statement)
            continue
        else:
            if not is_text(statement):
                made.append(statement)
            continue
        if value is not None and not (isinstance(value, ast.Name) and value.id == name):
            made.append(ast.Assign([ast.Name(name, ast.Store())], value, lineno=0))
        return made
    return made


def is_text(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def parametrized(node):
    """The argument rows of `pytest.mark.parametrize`; one empty row without it."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("parametrize") and len(decorator.args) > 1:
            names, rows = decorator.args[:2]
            if isinstance(names, ast.Constant):
                names = [n.strip() for n in str(names.value).split(",")]
            elif isinstance(names, (ast.Tuple, ast.List)):
                names = [n.value for n in names.elts if isinstance(n, ast.Constant)]
            if isinstance(rows, (ast.List, ast.Tuple)):
                found = []
                for row in rows.elts:
                    values = row.elts if len(names) > 1 and isinstance(row, (ast.Tuple, ast.List)) else [row]
                    if len(values) == len(names):
                        found.append(dict(zip(names, copy.deepcopy(values))))
                return found or [{}]
    return [{}]


def act_only(body):
    """A test's statements with assertions replaced by the calls in them, and `raises` blocks by their bodies."""
    made = []
    for statement in body:
        if is_text(statement) or isinstance(statement, (ast.Pass, ast.Return)):
            continue
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            text = " ".join(ast.unparse(i.context_expr) for i in statement.items)
            statement.body = act_only(statement.body) or [ast.Pass()]
            if re.search(r"\braises\(|assertRaises|assertLogs|assertNoLogs|assertWarns|subTest|\bwarns\(", text):
                made.extend(statement.body)
                continue
        elif isinstance(statement, ast.Assert):
            made.extend(ast.Expr(call) for call in calls_in(statement.test))
            continue
        elif isinstance(statement, ast.Expr) and is_check(statement.value):
            value = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
            if "assertRaises" in ast.unparse(value.func) and len(value.args) > 1:
                made.append(ast.Expr(ast.Call(value.args[1], value.args[2:], value.keywords)))
            else:
                made.extend(ast.Expr(call) for argument in value.args[:2] for call in calls_in(argument))
            continue
        made.append(statement)
    return made


def is_check(node):
    node = node.value if isinstance(node, ast.Await) else node
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and (
        node.func.attr.startswith("assert") or node.func.attr in ("fail", "addCleanup", "skipTest"))


def calls_in(node):
    """The outermost calls that aren't to builtins; awaits and comprehensions are kept whole."""
    builtin = {"len", "list", "sorted", "set", "dict", "str", "int", "float", "isinstance", "any", "all", "sum", "next", "tuple", "repr"}
    if isinstance(node, (ast.Await, ast.ListComp)):
        return [node]
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in builtin:
            inner = [c for argument in node.args for c in calls_in(argument)]
            return [node] if inner and name in ("list", "next", "tuple", "sorted", "dict", "set") else inner
        return [] if "approx" in ast.unparse(node.func) else [node]
    return [c for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr) for c in calls_in(child)]


def helper_functions(owner):
    """A test class's own helper methods as plain functions."""
    special = ("setUp", "tearDown", "setup", "teardown", "test")
    helpers = [
        n for n in owner.body
        if isinstance(n, ast.FunctionDef) and not is_fixture(n) and not n.name.startswith(special)
    ]
    made = []
    for node in copy.deepcopy(helpers):
        node.decorator_list = []
        node.args.args = [a for a in node.args.args if a.arg not in ("self", "cls")]
        made.append(ast.fix_missing_locations(WithoutSelf({h.name for h in helpers}).visit(node)))
    return made


class WithoutSelf(ast.NodeTransformer):
    """Turns `self.x` of a test class into a plain name."""

    def __init__(self, helpers):
        self.helpers = helpers

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            return ast.Name(node.attr.lstrip("_") or "value" if node.attr not in self.helpers else node.attr, node.ctx)
        return node


def call_sites(project, name):
    """Calls of a function with nothing but plain values, anywhere in the project."""
    found = []
    for path in project.files[:600]:
        if f"{name}(" not in project.source(path) or project.tree(path) is None:
            continue
        for node in ast.walk(project.tree(path)):
            if isinstance(node, ast.Call) and (getattr(node.func, "id", "") == name or getattr(node.func, "attr", "") == name):
                arguments = list(node.args) + [k.value for k in node.keywords]
                if arguments and all(is_literal(a) for a in arguments) and all(k.arg for k in node.keywords):
                    found.append(node)
    return found[:12]


def test_values(project):
    """Plain values the tests give to parameters, keywords and keys, by name; the first of each. Lists go by `name[]`."""
    signatures, found = {}, {}
    stop = time.process_time() + VALUE_SECONDS
    for path in project.files[:800]:
        tree = project.tree(path) if time.process_time() < stop else None
        for node in ast.walk(tree) if tree and not project.is_test(path) else ():
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                signatures.setdefault(node.name, [a.arg for a in node.args.args if a.arg not in ("self", "cls")])
            elif isinstance(node, ast.ClassDef):
                fields = [n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]
                starts = [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
                signatures.setdefault(node.name, [a.arg for a in starts[0].args.args[1:]] if starts else fields)
    for path in project.tests()[:200]:
        tree = project.tree(path) if time.process_time() < stop else None
        for node in ast.walk(tree) if tree else ():
            pairs = []
            if isinstance(node, ast.Dict):
                pairs = [(k.value, v) for k, v in zip(node.keys, node.values) if isinstance(k, ast.Constant)]
            elif isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                pairs = list(zip(signatures.get(name, ()), node.args)) + [(k.arg, k.value) for k in node.keywords]
            for name, value in pairs:
                if isinstance(name, str) and isinstance(value, ast.Constant) and value.value is not None:
                    found.setdefault(name.strip("_"), value)
                elif isinstance(name, str) and isinstance(value, ast.List) and value.elts and is_literal(value):
                    found.setdefault(f"{name.strip('_')}[]", value)
    return found
