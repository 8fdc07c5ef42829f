"""Checks that a written test really fails on the untouched code, for the reason it was written for."""

import os
import signal
import subprocess
import sys
import tempfile
import time

MARK = "AssertionError"
LEFTOVERS = "it leaves files behind:"


def verify(root, path, contents, deadline):
    """None when the test fails as it should; else what went wrong. Leaves no file behind."""
    target = os.path.join(root, path)
    if os.path.lexists(target):
        return "the place for the test is taken"
    os.makedirs(os.path.dirname(target), exist_ok=True)
    before = files(root)
    with open(target, "w", encoding="utf-8") as file:
        file.write(contents)
    try:
        code, output = run([sys.executable, "-B", "-s", "-m", "unittest", path], root, deadline)
        if code is None:
            return "it did not end in time"
        if code == 0:
            return "it passed"
        if MARK not in output or "FAILED (failures=1)" not in output:
            return last_line(output)
    finally:
        os.remove(target)
    left = sorted(files(root) - before)
    for path in left:
        os.remove(os.path.join(root, path))
    return f"{LEFTOVERS} {left[0]}" if left else None


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
    process = subprocess.Popen(
        command, cwd=root, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
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


def last_line(output):
    lines = [line for line in output.splitlines() if "Error" in line]
    return (lines or ["it failed in another way"])[-1][:200]
