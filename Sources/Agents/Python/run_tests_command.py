"""Runs any other test runner and hands on the reports it leaves, as they are.

A report found here is the runner's own file: code that runs in the runner's process, or beside it, could have written to
it. What is certain is the exit status, and that the files are of this run.
"""

import glob
import os
import select
import subprocess

import run_tests

MAXIMUM_REPORTS = 400
MAXIMUM_REPORT_BYTES = 8 << 20
MAXIMUM_OUTPUT = 4 << 20


def supervise(job, environment, folder, words, report):
    patterns = [os.path.join(folder, pattern) for pattern in job.get("collect", [])]
    for path in found(patterns):
        # A report of an earlier run, committed by mistake or on purpose, says nothing about this one.
        os.remove(path)
    captures = bool(job.get("captures"))
    try:
        child = subprocess.Popen(
            words, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if captures else None, start_new_session=True)
    except OSError as error:
        report["problem"] = f"{words[0] if words else 'the command'} can't be started: {error.strerror}"
        return 127
    output = teed(child) if captures else b""
    child.wait()
    run_tests.end_group(child)
    code = child.returncode if child.returncode >= 0 else 128 - child.returncode
    report["exit"], report["finished"] = code, True
    report["files"] = [text for text in map(read, found(patterns)) if text is not None]
    if captures:
        report["files"].append(output.decode(errors="replace"))
    return code


def found(patterns):
    paths = {path for pattern in patterns for path in glob.glob(pattern, recursive=True)}
    return [path for path in sorted(paths) if os.path.isfile(path) and not os.path.islink(path)][:MAXIMUM_REPORTS]


def read(path):
    try:
        if os.path.getsize(path) > MAXIMUM_REPORT_BYTES:
            return None
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:
        return None


def teed(child):
    """The child's output, shown as well; its own children may hold it open longer than it lives."""
    kept, ended = bytearray(), False
    reader = child.stdout.fileno()
    while True:
        readable, _, _ = select.select([reader], [], [], 0 if ended else 0.1)
        if readable:
            data = os.read(reader, 1 << 16)
            if not data:
                return bytes(kept)
            os.write(1, data)
            if len(kept) < MAXIMUM_OUTPUT:
                kept += data
            elif ended:
                return bytes(kept)
        elif ended:
            return bytes(kept)
        else:
            ended = child.poll() is not None
