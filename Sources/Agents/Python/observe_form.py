"""The parts of a reproduction as it was written: its one test, what it prepares, and the act at its end."""

import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BLOCKS = (ast.With, ast.AsyncWith)


class Form:
    """A parsed reproduction.

    `kind` is "plain", "swallowed" (an error may not be logged) or "repeated" (a resource may not run out).
    """

    def __init__(self, contents):
        self.contents = contents
        self.tree = ast.parse(contents)
        self.owner, self.test = self._test()
        self.kind, self.block, self.act = self._act()

    def _test(self):
        for node in self.tree.body:
            if isinstance(node, FUNCTIONS) and node.name.startswith("test_"):
                return None, node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, FUNCTIONS) and inner.name.startswith("test_"):
                        return node, inner
        raise ValueError("the file holds no test")

    def _act(self):
        """The kind of test, the block that the act ends, and the act."""
        kind, block = "plain", self.test.body
        while isinstance(block[-1], BLOCKS) and all(_prepares(item.context_expr) for item in block[-1].items):
            kind = "swallowed" if any(_name(item.context_expr) == "assertNoLogs" for item in block[-1].items) else kind
            block = block[-1].body
        loop = block[-1]
        if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name) and loop.target.id == "attempt" and (
                isinstance(loop.body[0], ast.Try)):
            return "repeated", loop.body[0].body, loop.body[0].body[-1]
        return kind, block, block[-1]

    def statement_at(self, line):
        """The statement before the act, in its block, that holds a line; None where there is none."""
        return next((node for node in self.block[:-1] if node.lineno <= line <= node.end_lineno), None)

    @property
    def is_function(self):
        return self.owner is None

    @property
    def value(self):
        """The act's expression; None for an act that gives nothing to look at."""
        return self.act.value if isinstance(self.act, (ast.Expr, ast.Assign)) else None

    @property
    def is_import(self):
        """Whether the act is to import or run a module: that it ends well is all there is to see."""
        return isinstance(self.value, ast.Call) and ast.unparse(self.value.func) in (
            "importlib.import_module", "runpy.run_module")


def _name(call):
    function = call.func if isinstance(call, ast.Call) else call
    return getattr(function, "attr", getattr(function, "id", ""))


def _prepares(call):
    """Whether a context only prepares: a name that is patched, or logs that are watched."""
    return _name(call) == "assertNoLogs" or isinstance(call, ast.Call) and ast.unparse(call.func).startswith("mock.patch")
