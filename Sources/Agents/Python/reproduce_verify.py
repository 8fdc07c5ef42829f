"""Checks that a written test really fails on the untouched code, for the reason it was written for."""

import os
import signal
import subprocess
import sys
import time

MARK = "AssertionError"


def verify(root, path, contents, deadline):
    """None when the test fails as it should; else what went wrong. Leaves no file behind."""
    target = os.path.join(root, path)
    if os.path.lexists(target):
        return "the place for the test is taken"
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "w", encoding="utf-8") as file:
        file.write(contents)
    try:
        code, output = run([sys.executable, "-B", "-m", "unittest", path], root, deadline)
        if code is None:
            return "it did not end in time"
        if code == 0:
            return "it passed"
        if MARK not in output or "FAILED (failures=1)" not in output:
            return last_line(output)
    finally:
        os.remove(target)
    return None


def run(command, root, deadline):
    process = subprocess.Popen(
        command, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=max(0.5, deadline - time.monotonic()))
        return process.returncode, output[-20_000:].decode("utf-8", "replace")
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
