"""Stand-ins for third-party packages that are not installed where the crash is reproduced."""

import importlib.abc
import importlib.machinery
import sys

# The text is also written into the regression test, which needs the same stand-in there.
SOURCE = '''
class Anything:
    """Stands in for a package that isn't installed: has every attribute, takes every call, keeps what it decorates."""

    __path__ = []

    def __init__(self, *arguments, **fields):
        self.__dict__.update(fields)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(("Error", "Exception", "Timeout")):
            return type(name, (Exception,), {})
        return Anything()

    def __call__(self, *arguments, **fields):
        decorates = len(arguments) == 1 and not fields and hasattr(arguments[0], "__qualname__")
        return arguments[0] if decorates else Anything()

    def __getitem__(self, key):
        return Anything()

    def __mro_entries__(self, bases):
        return (Anything,)
'''
exec(SOURCE)


class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers imports of the packages it was told to stand in for, after every real finder has given up."""

    def __init__(self, project):
        self.project = project
        self.names = []

    def stand_in(self, name):
        """Stands in for the top-level package of a dotted name; False when that is no third-party package."""
        top = name.split(".")[0]
        mine = {p.replace("\\", "/").split("/")[0].removesuffix(".py") for p in self.project.files}
        if top in self.names or top in mine or top in sys.stdlib_module_names:
            return False
        if not self.names:
            sys.meta_path.append(self)
        self.names.append(top)
        return True

    def find_spec(self, fullname, path=None, target=None):
        if fullname.split(".")[0] not in self.names:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        anything = globals()["Anything"]()
        # Module-level __getattr__ gives every name that is asked for.
        module.__getattr__ = lambda name: getattr(anything, name)
