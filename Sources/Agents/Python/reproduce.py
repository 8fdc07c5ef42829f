"""Finds a call that makes a logged crash happen again, and writes it down as a test.

Reads a job as JSON from standard input, works in the current directory (a private copy of the repository), and writes its
result to the file the job names. Never imports the repository itself: that happens in a forked child, which may hang or die.
"""

import json
import os
import re
import select
import shutil
import signal
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from reproduce_budget import WALL_FACTOR, process_state  # noqa: E402
from reproduce_hunt import hunt  # noqa: E402
from reproduce_verify import LEFTOVERS, verify  # noqa: E402

VERIFY_SECONDS = 24.0
GRACE = 1.0
MAXIMUM_COPY = 60_000_000
MAXIMUM_MESSAGE = 400_000
TEXTS = ("input", "exception", "message", "file", "function", "code")
NUMBERS = ("line", "fidelity")


def main():
    started = time.monotonic()
    job = json.loads(sys.stdin.buffer.read(4_000_000))
    budget = max(4.0, min(float(job.get("budget", 20)), 240.0))
    result = {"status": "notReproduced", "reason": "", "tried": 0}
    try:
        result.update(work(job, budget))
    except Exception as error:
        result["reason"] = f"the search itself failed: {type(error).__name__}: {error}"[:300]
    result["seconds"] = round(time.monotonic() - started, 3)
    write_result(job.get("result", ".incident-bot/reproduction.json"), result)


def work(job, budget):
    """`budget` are seconds of processor time; what only waits may take `WALL_FACTOR` times as long."""
    root, started = os.getcwd(), time.monotonic()
    deadline = started + budget * WALL_FACTOR
    pristine = copy_tree(root)
    result = {"tried": 0, "reason": "", "notes": [], "stage": ""}
    untidy = None
    for message in messages(job, root, budget - min(6.0, budget * 0.3), deadline - 0.5):
        if isinstance(message.get("tried"), int):
            result["tried"] = max(result["tried"], message["tried"])
        result["stopped"] = bool(message.get("stopped"))
        result["stage"] = str(message.get("stage", result["stage"]))
        if "reason" in message:
            result["reason"] = str(message["reason"])[:400]
        if is_candidate(message.get("candidate")):
            last = message["candidate"]
            problem = verify(
                pristine or root, last["path"], last["contents"], min(deadline, time.monotonic() + VERIFY_SECONDS),
                last["exception"])
            found = dict(result, status="reproduced", reason="", **{k: last[k] for k in TEXTS + NUMBERS},
                         entry=last.get("entry"), test={"path": last["path"], "contents": last["contents"]}, notes=message.get("notes", []))
            if problem is None:
                return found
            if problem.startswith(LEFTOVERS):
                untidy = untidy or found
            result["reason"] = f"{last['input'][:120]} raised it, but as a test it did not: {problem}"
    if untidy:
        return untidy
    result["reason"] = result["reason"] or ending(job["file"], result, budget, time.monotonic() - started)
    return result


def ending(file, result, budget, seconds):
    """What happened to a search that ended without a word."""
    late = seconds >= budget * WALL_FACTOR - 1.0 or result.get("stopped")
    spent = f"the time for a search was up ({budget:.0f} s of processor time, {seconds:.0f} s in all)"
    return {
        ("reading", True): f"{spent} before the repository was read",
        ("importing", True): f"{spent} before {file} was imported",
        ("importing", False): f"importing {file} ended the process",
        ("understanding", True): f"{spent} before {file} was understood, so nothing was tried",
        ("searching", True): f"{spent} after {result['tried']} inputs",
        ("searching", False): f"the code under test ended the search after {result['tried']} inputs",
        ("writing", True): f"an input was found, but {spent} before it was written down as a test",
    }.get((result["stage"], bool(late)), f"the search ended while {result['stage'] or 'starting'}, after {result['tried']} inputs")


def messages(job, root, search_budget, deadline):
    """What the forked searcher reports, until it ends or time is up. It and all it started is killed afterwards."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        become(job, root, search_budget, writing)
    os.close(writing)
    pending = b""
    try:
        while time.monotonic() < deadline:
            if not select.select([reading], [], [], 0.5)[0]:
                if has_spent(child, search_budget + GRACE):
                    yield {"stopped": True}
                    break
                continue
            part = os.read(reading, 65536)
            if not part:
                break
            pending += part
            if len(pending) > MAXIMUM_MESSAGE:
                break
            while b"\n" in pending:
                line, pending = pending.split(b"\n", 1)
                message = parse(line)
                if message is not None:
                    yield message
    finally:
        os.close(reading)
        for kill in (os.killpg, os.kill):
            try:
                kill(child, signal.SIGKILL)
            except OSError:
                pass
        os.waitpid(child, 0)


def become(job, root, search_budget, writing):
    """The searcher's whole life; never returns."""
    os.setpgid(0, 0)
    quiet = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1) if job.get("debug") else (0, 1, 2):
        os.dup2(quiet, number)

    def report(**message):
        os.write(writing, json.dumps(message).encode() + b"\n")

    try:
        hunt(job, root, search_budget, report)
    except BaseException as error:
        if job.get("debug"):
            import traceback

            traceback.print_exc()
        report(reason=f"the search stopped: {type(error).__name__}: {error}"[:300])
    finally:
        os._exit(0)


def has_spent(pid, seconds):
    """Whether a process has used this much processor time, as one does that hangs in an import."""
    state = process_state(pid)
    return state is not None and state[1] >= seconds


def parse(line):
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) else None


def is_candidate(message):
    """Whether a message has the shape of a find. The code under test may have written it."""
    return (
        isinstance(message, dict) and all(isinstance(message.get(k), str) for k in TEXTS + ("path", "contents"))
        and all(isinstance(message.get(k), int) for k in NUMBERS)
        and re.fullmatch(r"([A-Za-z0-9_-]+/)*test_incident_\w+\.py", message["path"]) is not None)


def copy_tree(root):
    """An untouched copy, in which the test is checked; None when the tree is too large to copy twice."""
    size = 0
    for folder, folders, names in os.walk(root):
        folders[:] = [n for n in folders if n != ".git"]
        size += sum(os.lstat(os.path.join(folder, n)).st_size for n in names)
        if size > MAXIMUM_COPY:
            return None
    target = os.path.join(tempfile.mkdtemp(prefix="pristine-"), os.path.basename(root) or "tree")
    try:
        shutil.copytree(root, target, symlinks=True, ignore=shutil.ignore_patterns(".git", "__pycache__", ".incident-bot"))
    except (OSError, shutil.Error):
        return None
    return target


def write_result(path, result):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()
