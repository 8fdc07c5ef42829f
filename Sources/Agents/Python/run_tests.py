"""Runs a test command and reports how every test ended, in a form the tests can hardly forge.

Two processes: this one supervises and writes the report; its child runs the tests. Of pytest and unittest the child tells
each outcome over a pipe, marked with a word that only the child's reporter was given; of any other runner the reports it
leaves are handed on as they are. A child that ends before the runner has finished, whatever its exit code, leaves a report
that says so. The supervisor can't be inspected by the child, and the report is sealed with a token that reaches the
supervisor alone and stands nowhere in it.

Job on standard input: {"command": ["env", "A=b", "python3", "-m", "pytest", …], "report": path, "token": word,
"collect": [patterns of reports], "captures": whether standard output is the report}.
"""

import hashlib
import json
import os
import secrets
import select
import signal
import subprocess
import sys
import time

import run_tests_events

MAXIMUM_BYTES = 12 << 20
NO_DUMP = 4


def main():
    if sys.argv[1:] == ["--tests"]:
        # The program that is tested must not find its judge by name: neither module stays in the tables.
        import run_tests_child
        run_tests_child.main()
        return
    job = json.load(sys.stdin)
    hide_from_children()
    environment, folder, words = understood(job["command"])
    report = {"tests": [], "finished": False, "exit": None, "problem": None, "notes": [], "files": []}
    if words[:2] == ["python3", "-m"] and len(words) > 2 and words[2] in {"pytest", "unittest"} and folder == ".":
        code = supervise(environment, words[2], words[3:], report)
    elif job.get("collect") or job.get("captures"):
        import run_tests_command
        code = run_tests_command.supervise(job, environment, folder, words, report)
    else:
        report["problem"] = "the command is of no form whose report is understood"
        code = 2
    write(report, job)
    sys.exit(code if 0 <= code < 126 else 1)


def write(report, job):
    """The report in one line, then a seal over it that only the holder of the token can make."""
    body = json.dumps(report)
    seal = hashlib.sha256((job["token"] + body + job["token"]).encode()).hexdigest()
    with open(job["report"], "w", encoding="utf-8") as stream:
        stream.write(body + "\n" + seal)


def hide_from_children():
    """Same user, yet nobody may read this process's memory or descriptors."""
    try:
        import ctypes
        ctypes.CDLL(None).prctl(NO_DUMP, 0, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        pass


def understood(command):
    """(environment, folder, words) of a command that may begin with `env -C folder A=b`."""
    words, environment, folder = list(command), dict(os.environ), "."
    if words[:1] == ["env"]:
        words.pop(0)
        if words[:1] == ["-C"] and len(words) > 1:
            folder, words = words[1], words[2:]
        while words and "=" in words[0]:
            name, value = words.pop(0).split("=", 1)
            environment[name] = value
    return environment, folder, words


def supervise(environment, module, arguments, report):
    """Runs the child to its end and fills the report; the run's exit code, or 128 and its signal."""
    path, known = environment.pop("PYTHONPATH", ""), processes()
    word, control = secrets.token_hex(16), secrets.token_hex(4)
    reader, writer = os.pipe()
    child = subprocess.Popen(
        [sys.executable, "-B", os.path.abspath(__file__), "--tests"], stdin=subprocess.PIPE, pass_fds=[writer],
        env=environment, start_new_session=True)
    os.close(writer)
    setting = {
        "module": module, "arguments": arguments, "path": path, "word": word, "control": control, "descriptor": writer}
    try:
        child.stdin.write(json.dumps(setting).encode())
        child.stdin.close()
    except BrokenPipeError:
        pass
    received = drained(child, reader)
    end_group(child)
    if processes() - known:
        report["notes"].append("left a process running")
    code = child.returncode if child.returncode >= 0 else 128 - child.returncode
    return run_tests_events.read(received, word, code, report)


def end_group(child):
    try:
        os.killpg(child.pid, signal.SIGKILL)
        # Killed is not gone at once.
        for _ in range(50):
            os.killpg(child.pid, 0)
            time.sleep(0.01)
    except (ProcessLookupError, PermissionError):
        pass


def processes():
    """Everything that runs beside this program, where it is alone with its children; nothing where it is not."""
    try:
        with open("/proc/1/comm", encoding="utf-8") as stream:
            if stream.read().strip() != "bwrap" and os.uname().nodename != "sandbox":
                return set()
        return {name for name in os.listdir("/proc") if name.isdigit() and is_alive(name)}
    except OSError:
        return set()


def is_alive(name):
    """Neither ended nor about to be: what was just killed stands in the table for a moment."""
    try:
        with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as stream:
            return stream.read().rsplit(")", 1)[-1].split()[0] not in {"Z", "X"}
    except (OSError, IndexError):
        return False


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
        elif ended:
            break
        else:
            ended = child.poll() is not None
    return b"".join(received)


if __name__ == "__main__":
    main()
