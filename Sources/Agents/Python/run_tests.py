"""Runs a test command and reports how every test ended, in a form the tests can hardly forge.

Two processes: this one supervises and writes the report; its child runs the tests and tells each outcome over a pipe,
marked with a word that only the child's reporter was given. A child that ends before the runner has finished, whatever
its exit code, leaves a report that says so. The supervisor can't be inspected by the child, and the report carries a
token that reaches the supervisor alone.

Job on standard input: {"command": ["env", "A=b", "python3", "-m", "pytest", …], "report": path, "token": word}.
"""

import json
import os
import secrets
import select
import signal
import subprocess
import sys

MAXIMUM_EVENTS = 200_000
MAXIMUM_BYTES = 12 << 20
NO_DUMP = 4


def main():
    if sys.argv[1:] == ["--tests"]:
        import run_tests_child
        run_tests_child.main()
        return
    job = json.load(sys.stdin)
    hide_from_children()
    environment, module, arguments = understood(job["command"])
    report = {"token": job["token"], "tests": [], "finished": False, "exit": None, "problem": None}
    if module is None:
        report["problem"] = "the command is not `python3 -m pytest …` or `python3 -m unittest …`"
        code = 2
    else:
        code = supervise(environment, module, arguments, report)
    with open(job["report"], "w", encoding="utf-8") as stream:
        json.dump(report, stream)
    sys.exit(code if 0 <= code < 126 else 1)


def hide_from_children():
    """Same user, yet nobody may read this process's memory or descriptors."""
    try:
        import ctypes
        ctypes.CDLL(None).prctl(NO_DUMP, 0, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        pass


def understood(command):
    """(environment, module, arguments) of a command of the two forms that are run."""
    words, environment = list(command), dict(os.environ)
    if words[:1] == ["env"]:
        words.pop(0)
        while words and "=" in words[0]:
            name, value = words.pop(0).split("=", 1)
            environment[name] = value
    if words[:2] == ["python3", "-m"] and len(words) > 2 and words[2] in {"pytest", "unittest"}:
        return environment, words[2], words[3:]
    return environment, None, []


def supervise(environment, module, arguments, report):
    """Runs the child to its end and fills the report; the child's exit code, or 128 and its signal."""
    word = secrets.token_hex(16)
    reader, writer = os.pipe()
    child = subprocess.Popen(
        [sys.executable, os.path.abspath(__file__), "--tests"], stdin=subprocess.PIPE, pass_fds=[writer],
        env=environment, start_new_session=True)
    os.close(writer)
    setting = {"module": module, "arguments": arguments, "word": word, "descriptor": writer}
    try:
        child.stdin.write(json.dumps(setting).encode())
        child.stdin.close()
    except BrokenPipeError:
        pass
    received = drained(child, reader)
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    code = child.returncode if child.returncode >= 0 else 128 - child.returncode
    report["exit"] = code
    read_events(received, word, report)
    return code


def drained(child, reader):
    """Everything the child wrote until it ended; its own children may keep the pipe open longer."""
    received, total = [], 0
    os.set_blocking(reader, False)
    ended = False
    while True:
        readable, _, _ = select.select([reader], [], [], 0 if ended else 0.1)
        if readable:
            data = os.read(reader, 1 << 16)
            if not data:
                child.wait()
                break
            total += len(data)
            if total <= MAXIMUM_BYTES:
                received.append(data)
        elif ended:
            break
        else:
            ended = child.poll() is not None
    return b"".join(received)


def read_events(received, word, report):
    outcomes, order, finished = {}, [], None
    for count, line in enumerate(received.decode(errors="replace").splitlines()):
        try:
            event = json.loads(line)
        except ValueError:
            report["problem"] = "the report of the tests is damaged"
            continue
        if not isinstance(event, dict) or event.get("word") != word or count > MAXIMUM_EVENTS:
            report["problem"] = "something other than the test runner wrote to the report"
            continue
        if event.get("event") == "finished":
            finished = event
            continue
        if finished is not None:
            report["problem"] = "tests were reported after the runner had finished"
        name, outcome = str(event.get("name"))[:400], event.get("outcome")
        if name not in outcomes:
            order.append(name)
        outcomes[name] = worst(outcomes.get(name), outcome)
    report["tests"] = [{"name": name, "outcome": outcomes[name]} for name in order]
    if finished is not None:
        report["finished"] = finished.get("code") == report["exit"]
        if not report["finished"]:
            report["problem"] = "the process's exit code is not the runner's"


def worst(*outcomes):
    return next((outcome for outcome in ("failed", "skipped", "passed") if outcome in outcomes), "failed")


if __name__ == "__main__":
    main()
