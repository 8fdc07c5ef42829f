"""The process that runs the tests: pytest or unittest, with a listener that tells every outcome to the supervisor."""

import json
import os
import sys
import types

import run_tests_watch


def main():
    setting = json.loads(sys.stdin.buffer.read())
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    descriptor = setting["descriptor"]
    os.set_inheritable(descriptor, False)
    tell = teller(descriptor, setting["word"])
    if setting["module"] == "pytest":
        from run_tests_pytest import run
    else:
        from run_tests_unittest import run
    watch = run_tests_watch.Watch(tell)
    # Only now, with the runner loaded, may files of the repository be found, in the order that `python3 -m` has: the
    # working directory first, and this program's folder not at all.
    if setting["path"]:
        os.environ["PYTHONPATH"] = setting["path"]
    own = [os.path.abspath(path) for path in setting["path"].split(os.pathsep) if path]
    sys.path[:1] = [os.getcwd()] + own
    for name in [name for name in sys.modules if name.startswith("run_tests")]:
        del sys.modules[name]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = [setting["module"]] + setting["arguments"]
    code = run(setting["arguments"], tell, setting["control"], watch)
    watch.look(everything=True)
    tell("finished", code=code)
    sys.exit(code)


def teller(descriptor, word):
    # Kept apart from the modules, where tested code may put something else in their place.
    write, dumps = os.write, json.dumps

    def tell(event, **values):
        data = (dumps({"word": word, "event": event, **values}) + "\n").encode()
        while data:
            data = data[write(descriptor, data):]
    return tell
