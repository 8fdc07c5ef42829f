"""Notes what the tested program does to the machinery that tests it.

A note is no verdict: whoever compares two runs asks which notes are new with the patch. What a repository's own tests and
code have always done is on both sides.
"""

import builtins
import os
import sys

# Events of the interpreter that a program needs to find its judge, or to bend what is seen of it.
EVENTS = {
    "gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys.settrace", "sys.setprofile", "sys._getframe",
    "sys._current_frames", "sys._current_exceptions", "sys.addaudithook", "ctypes.dlopen", "ctypes.dlsym",
    "ctypes.cdata", "code.__new__", "os.kill", "os.killpg", "sys.monitoring.register_callback",
}
MACHINERY = ("_pytest", "pluggy", "unittest")
# pytest itself puts a comparison function here during every test.
RESTLESS = {"_pytest.assertion.util", "unittest.mock"}


# Where pytest decides what runs and how it ended.
HOOKS = (
    "pytest_runtest_protocol", "pytest_runtest_call", "pytest_pyfunc_call", "pytest_runtest_makereport",
    "pytest_runtest_logreport", "pytest_collection_modifyitems",
)


class Watch:
    def __init__(self, tell):
        self.tell, self.noted = tell, set()
        self.home = os.getcwd() + os.sep
        self.busy = False
        self.machinery = list(parts(name for name in list(sys.modules) if name.split(".")[0] in MACHINERY))
        self.everything = self.machinery + list(parts(["builtins"]))
        self.implementations, self.methods = [], {}
        sys.addaudithook(self.heard)

    def hooks(self, manager):
        """From here on pytest's hooks have the implementations that they have now; those of the repository are named."""
        for plugin in manager.get_plugins():
            path = getattr(plugin, "__file__", None)
            if path and path.startswith(self.home):
                self.note(f"plug-in {path[len(self.home):]}")
        for name in HOOKS:
            caller = getattr(manager.hook, name)
            found = [(one, one.function) for one in caller.get_hookimpls()]
            self.implementations.append((name, caller, found))

    def tests(self, methods):
        """From here on these methods, and whatever modules of tests define, are what they are now.

        Each is (name of the test, its class, its method).
        """
        for test, owner, name in methods:
            for base in owner.__mro__:
                if name in vars(base):
                    value = vars(base)[name]
                    self.methods[test] = (f"{base.__name__}", vars(base), name, value, getattr(value, "__code__", None))
                    break
        own = [
            name for name, module in list(sys.modules.items()) if self.is_test(getattr(module, "__file__", None) or "")]
        self.everything += list(parts(own))

    def is_test(self, path):
        if not path.startswith(self.home):
            return False
        words = path[len(self.home):].split(os.sep)
        return words[-1].startswith(("test_", "conftest")) or not {"test", "tests", "testing"}.isdisjoint(words[:-1])

    def look(self, test=None, everything=False):
        """Notes every part of the machinery that is no longer what it was."""
        entries = self.everything if everything else self.machinery
        if test in self.methods:
            entries = entries + [self.methods[test]]
        for owner, table, name, value, code in entries:
            now = table.get(name)
            if now is not value or code is not None and getattr(now, "__code__", None) is not code:
                self.note(f"replaced {owner}.{name}")
        for name, caller, found in self.implementations:
            now = caller.get_hookimpls()
            if len(now) != len(found) or any(
                    one is not old or one.function != function for one, (old, function) in zip(now, found)):
                self.note(f"replaced hook {name}")

    def note(self, text):
        if text not in self.noted:
            self.noted.add(text)
            self.tell("note", text=text)

    def heard(self, event, arguments):
        if event == "object.__setattr__":
            if len(arguments) < 2 or arguments[1] not in ("__code__", "__class__"):
                return
        elif event == "open":
            path = arguments[0]
            if not isinstance(path, str) or not path.startswith("/proc/"):
                return
        elif event not in EVENTS:
            return
        if self.busy:
            return
        self.busy = True
        try:
            frame = sys._getframe(1)
            path = frame.f_code.co_filename
            path = path if path.startswith(os.sep) else self.home + path
            if path.startswith(self.home):
                self.note(f"{event} in {path[len(self.home):]}")
        finally:
            self.busy = False


def parts(names):
    """(owner, table, name, value, code) of every function and class of the modules, and of the classes' functions."""
    for module in names:
        if module in RESTLESS:
            continue
        table = vars(builtins) if module == "builtins" else vars(sys.modules[module])
        for name, value in list(table.items()):
            if not callable(value):
                continue
            yield module, table, name, value, getattr(value, "__code__", None)
            if isinstance(value, type) and value.__module__ == module and module != "builtins":
                for inner, member in list(vars(value).items()):
                    if callable(member) or isinstance(member, (property, staticmethod, classmethod)):
                        yield f"{module}.{name}", vars(value), inner, member, getattr(member, "__code__", None)
