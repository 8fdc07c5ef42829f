"""Dictionaries that remember which keys they were asked for."""

import ast
import copy


class AskedDict(dict):
    """A mapping that notes which texts it was asked for and doesn't have."""

    def told(self, wanted, index):
        self._wanted, self._index = wanted, index
        return self

    def _note(self, key):
        if isinstance(key, str) and not dict.__contains__(self, key) and len(self._wanted) < 200:
            self._wanted.append((self._index, key[:200]))

    def get(self, key, default=None):
        self._note(key)
        return dict.get(self, key, default)

    def __contains__(self, key):
        self._note(key)
        return dict.__contains__(self, key)

    def pop(self, key, *default):
        self._note(key)
        return dict.pop(self, key, *default)


def asking(body):
    """Statements in which every mapping written down is an `AskedDict`, numbered in order."""
    body = copy.deepcopy(body)
    numbers = {id(n): index for index, n in enumerate(n for s in body for n in ast.walk(s) if isinstance(n, ast.Dict))}

    class Ask(ast.NodeTransformer):
        def visit_Dict(self, node):
            number = numbers[id(node)]
            self.generic_visit(node)
            return ast.Call(ast.Name("_incident_dict", ast.Load()), [ast.Constant(number), node], [])

    return [Ask().visit(s) for s in body]
