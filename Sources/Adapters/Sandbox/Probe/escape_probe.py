"""Tries to leave a sandbox, one way after another, and prints a line of JSON for each: contained or not, and why.

Runs inside the sandbox. What it is to look for comes as JSON on standard input.
"""

import ctypes
import glob
import hashlib
import json
import os
import platform
import signal
import socket
import sys

libc = ctypes.CDLL(None, use_errno=True)
KEYCTL = {"x86_64": 250}.get(platform.machine(), 219)


def call(name, *arguments):
    """Calls the C library; None when it went through, else the error's name."""
    ctypes.set_errno(0)
    if getattr(libc, name)(*arguments) >= 0:
        return None
    return os.strerror(ctypes.get_errno())


def first_success(ways):
    """The description of the first way that works, and otherwise why the last one didn't."""
    reason = "nothing to try"
    for description, way in ways:
        try:
            way()
            return description, None
        except (OSError, MemoryError, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
    return None, reason


def reach(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(2)
        client.connect(address)


def network(task):
    ways = [
        ("the bot's machine", lambda: reach(socket.AF_INET, ("127.0.0.1", task["port"]))),
        ("another machine", lambda: reach(socket.AF_INET, ("192.0.2.1", 80))),
        ("another machine by UDP", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53))),
        ("the virtual machine's host", lambda: socket.socket(40, socket.SOCK_STREAM).close()),
    ]
    return first_success(ways)


def read(path):
    with open(path, "rb") as file:
        file.read(1)


def files(task):
    paths = task["files"] + ["/etc/shadow", "/proc/1/root" + task["files"][0], "/proc/kcore", "/dev/sda", "/dev/vda"]
    return first_success([(path, lambda path=path: read(path)) for path in paths])


def environment(task):
    """Looks for the bot's variables, known by their digests, in every process that can be seen."""
    for path in glob.glob("/proc/[0-9]*/environ"):
        try:
            with open(path, "rb") as file:
                entries = file.read().split(b"\0")
        except OSError:
            continue
        for entry in entries:
            if hashlib.sha256(entry).hexdigest() in task["variables"]:
                return entry.split(b"=")[0].decode(errors="replace"), None
    return None, "only its own variables"


def processes(task):
    seen = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path, "rb") as file:
                line = file.read()
        except OSError:
            continue
        if task["mark"].encode() in line:
            seen.append(path.split("/")[2])
    return (f"process {seen[0]}", None) if seen else (None, "only its own processes")


def signals(task):
    """Ends every process it may, by number and all at once, but for itself. The bot looks whether its own still live."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for number in task["processes"]:
        try:
            os.kill(number, signal.SIGTERM)
        except OSError:
            pass
    return None, "none of the bot's processes was hit"


def writing(task):
    def write(path):
        with open(path, "w") as file:
            file.write("x")

    paths = ["/escaped", "/usr/escaped", "/etc/escaped", "/tools/escaped", "/source.tar", "/proc/sys/kernel/core_pattern"]
    return first_success([(path, lambda path=path: write(path)) for path in [task["outside"] + "/escaped"] + paths])


def privileges(task):
    with open("/proc/self/status") as file:
        fields = dict(line.rstrip("\n").split(":", 1) for line in file if ":" in line)
    for name in ("CapEff", "CapPrm", "CapAmb"):
        if int(fields[name], 16):
            return f"{name} is {fields[name].strip()}", None
    if fields["NoNewPrivs"].strip() != "1":
        return "programs may gain privileges", None
    if os.geteuid() == 0:
        return "it is root", None
    tries = [
        ("a user namespace", "unshare", (0x10000000,)),
        ("a mount namespace", "unshare", (0x00020000,)),
        ("a mount", "mount", (b"none", b"/tmp", b"tmpfs", 0, None)),
        ("root", "setuid", (0,)),
        ("keys of the kernel", "syscall", (KEYCTL, 0, -3, 1)),
    ]
    for description, name, arguments in tries:
        reason = call(name, *arguments)
        if reason is None:
            return description, None
    return None, reason


def tracing(task):
    for description, arguments in (("its parent", (16, os.getppid(), 0, 0)), ("a process", (0, 0, 0, 0))):
        reason = call("ptrace", *arguments)
        if reason is None:
            return description, None
    return None, reason


def links(task):
    os.symlink(task["files"][0], "escaped-file")
    os.symlink(task["outside"], "escaped-directory")

    def write():
        with open("escaped-directory/through-link", "w") as file:
            file.write("x")

    return first_success([("a file", lambda: read("escaped-file")), ("a directory", write)])


def daemon(task):
    """Leaves a process behind in a session of its own, without descriptors or environment."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 64)
            os.execve("/bin/sh", ["sh", "-c", "while :; do sleep 1; done", task["daemon"]], {})
        os._exit(0)
    os.wait()
    return None, "nothing was left"


def fork_bomb(task):
    made = 0
    try:
        while made < 1000:
            if os.fork() == 0:
                signal.pause()
            made += 1
    except OSError as error:
        return None, f"after {made}: {error.strerror}"
    return f"{made} processes", None


def memory(task):
    held = []
    try:
        held.append(bytearray(100 << 30))
    except MemoryError:
        pass
    try:
        while len(held) < 400:
            held.append(b"x" * (4 << 20))
    except MemoryError:
        return None, f"100 GiB refused; after {4 * len(held)} MiB: out of memory"
    return f"{4 * len(held)} MiB", None


def disk(task):
    written, block = 0, b"x" * (1 << 20)
    for directory in (".", "/tmp", "/dev/shm"):
        try:
            for number in range(256):
                with open(f"{directory}/fill-{number}", "wb", buffering=0) as file:
                    written += file.write(block)
        except OSError as error:
            reason = error.strerror
        else:
            return f"{written >> 20} MiB in {directory}", None
    return None, f"after {written >> 20} MiB: {reason}"


def main():
    task = json.load(sys.stdin)
    for name in sys.argv[1:]:
        try:
            success, reason = globals()[name](task)
        except Exception as error:  # An attempt that breaks is one that told nothing.
            success, reason = f"the attempt broke: {error!r}", None
        print(json.dumps({"attempt": name, "contained": success is None, "detail": success or reason}), flush=True)


main()
