"""Checks that a written test really fails on the untouched code, for the reason it was written for."""

import importlib.util
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

PROCESSOR_SECONDS = 10
LEFTOVERS = "it leaves files behind:"
# The whole output names the error even where a repository's settings shorten what pytest tells.
PYTEST = ["pytest", "-q", "-p", "no:cacheprovider", "--tb=short"]
ALONE = ["--noconftest", "-o", "addopts="]


def verify(root, path, contents, deadline, exception):
    """None when the test fails as it should, by the logged error; else what went wrong. Leaves no file behind."""
    target = os.path.join(root, path)
    if os.path.lexists(target):
        return "the place for the test is taken"
    os.makedirs(os.path.dirname(target), exist_ok=True)
    before = files(root)
    with open(target, "w", encoding="utf-8") as file:
        file.write(contents)
    try:
        code, output = attempt(path, "class Incident" not in contents, root, deadline)
        if code is None:
            return "it did not end in time"
        if code == 0:
            return "it passed"
        if not fails_by(output, exception, asserts="self.fail(" in contents or "self.assertNoLogs(" in contents):
            return last_line(output)
    finally:
        os.remove(target)
    left = sorted(files(root) - before)
    for path in left:
        os.remove(os.path.join(root, path))
    return f"{LEFTOVERS} {left[0]}" if left else None


def attempt(path, is_function, root, deadline):
    """Runs the test by the runner of its form; where pytest itself can't start with the repository's settings, without them."""
    command = [sys.executable, "-B", "-s", "-m"]
    if not is_function:
        return run(command + ["unittest"] + naming(path), root, deadline)
    code, output = run(command + PYTEST + [path], root, deadline)
    return (code, output) if code in (None, 0, 1) else run(command + PYTEST + ALONE + [path], root, deadline)


def fails_by(output, exception, asserts):
    """Whether one test failed, by that error (or, where it asserts that the error stays away, by its assertion)."""
    if not re.search(r"FAILED \((failures|errors)=1\)|^(=+ )?1 failed\b", output, re.MULTILINE):
        return False
    name = "AssertionError" if asserts else re.escape(exception.split(".")[-1])
    return re.search(rf"^(E +)?([\w.]+\.)?{name}\b", output, re.MULTILINE) is not None


def naming(path):
    """How unittest is told of a test. In a folder with the name of a package of Python's, such as `test`, it looks for the file."""
    folder, name = os.path.split(path)
    if not folder or importlib.util.find_spec(path.split("/")[0]) is None:
        return [path]
    return ["discover", "-s", folder, "-t", folder, "-p", name]


def files(root):
    """Every file below a folder but for Python's own caches."""
    found = set()
    for folder, folders, names in os.walk(root):
        folders[:] = [n for n in folders if n not in ("__pycache__", ".git")]
        found.update(os.path.relpath(os.path.join(folder, name), root) for name in names)
    return found


def run(command, root, deadline):
    # Into a file, not a pipe: what the code leaves running would keep a pipe open.
    with tempfile.TemporaryFile() as output:
        return wait(command, root, deadline, output)


def wait(command, root, deadline, output):
    environment = dict(os.environ)
    if os.path.isdir(os.path.join(root, "src")) and not os.path.exists(os.path.join(root, "src", "__init__.py")):
        # As every run of the repository's tests has it.
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, ["src", environment.get("PYTHONPATH")]))
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=limit_processor)
    try:
        process.wait(timeout=max(0.5, deadline - time.monotonic()))
        output.seek(max(0, output.seek(0, os.SEEK_END) - 20_000))
        return process.returncode, output.read(20_000).decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        return None, ""
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:
            pass
        process.wait()


def limit_processor():
    """A test that loops ends by itself; one that waits for its turn on a busy machine does not."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or hard > PROCESSOR_SECONDS:
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, hard))


def last_line(output):
    lines = [line for line in output.splitlines() if "Error" in line or "Exception" in line]
    return (lines or ["it failed in another way"])[-1][:200]
