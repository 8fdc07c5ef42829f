"""One try: a program run in a forked child that may hang, exit or write what it likes, and what became of it."""

import ast
import json
import os
import resource
import select
import signal

from reproduce_budget import process_state
from reproduce_program import FILENAME
from reproduce_run import Run

MAXIMUM_REPORT = 300_000
PATIENCE = 5


class Target:
    """The crash that is looked for: this type, raised at this place."""

    def __init__(self, path, lines, exception, message, function=(), line=0):
        self.path, self.lines, self.exception, self.message = path, lines, exception, message
        self.function, self.line = function, line
        # The part of the line that the logged traceback marks; None where it marks none.
        self.columns = None
        # The keys that the failing file spells out.
        self.keys = frozenset()

    def is_type(self, kind):
        """Whether a class is the logged one; a module name is compared as far as both sides give one."""
        mine = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
        here, logged = mine.split("."), self.exception.split(".")
        if logged[0] == "__main__":
            logged = logged[1:]
        shared = min(len(here), len(logged))
        return bool(shared) and here[-shared:] == logged[-shared:]


class Outcome:
    """How a try ended: match, raised, returned, timeout or died."""

    def __init__(self, report):
        self.kind = report.get("kind", "died")
        self.type = report.get("type", "")
        self.message = report.get("message", "")
        self.place = tuple(report.get("place") or ())
        self.columns = report.get("columns")
        self.covered = {path: set(lines) for path, lines in report.get("covered", {}).items()}
        self.wrapped = report.get("wrapped", False)
        self.swallowed = report.get("swallowed", False)
        self.iteration = report.get("iteration", 0)
        self.earlier = report.get("earlier", [])
        self.seconds = report.get("seconds", 0.0)
        self.value = report.get("value", "")
        # The project's own functions the error went through, and what the program gave to those it called itself.
        self.frames = [tuple(frame) for frame in report.get("frames") or []]
        # (type, message) of the errors it was raised from, itself first or last of them.
        self.chain = report.get("chain") or []
        self.given, self.states = report.get("given") or [], report.get("states") or []
        self.wanted = [(i, k) for i, k in report.get("wanted", []) if isinstance(i, int) and isinstance(k, str)]

    @property
    def matched(self):
        return self.kind == "match"


class Trials:
    """Runs programs one after another and counts them."""

    def __init__(self, project, target, names, traced, fast, clock):
        self.project, self.target, self.names, self.traced = project, target, names, traced
        self.fast, self.clock = fast, clock
        self.count = 0

    def run(self, program, limit=1.0, fast=True, trace=True):
        self.count += 1
        started = self.clock()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._become(program, writing, fast, trace)
        os.close(writing)
        try:
            os.setpgid(child, child)
        except OSError:
            pass
        text, ended = read_all(reading, started + limit, self.clock)
        while not ended and self.clock() < started + PATIENCE * limit and is_working(child, limit):
            # It hasn't had its turns yet: others keep the machine busy.
            more, ended = read_all(reading, self.clock() + limit / 4, self.clock)
            text += more
        os.close(reading)
        for kill in (os.killpg, os.kill):
            try:
                kill(child, signal.SIGKILL)
            except OSError:
                pass
        os.waitpid(child, 0)
        try:
            report = json.loads(text) if text else {"kind": "died" if ended else "timeout"}
        except ValueError:
            report = {"kind": "died" if ended else "timeout"}
        outcome = Outcome(report if isinstance(report, dict) else {})
        outcome.seconds = self.clock() - started
        return outcome

    def probe(self, program, is_wait):
        """Dotted names of long waits that the objects made by a program's preparation hold."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            found = []
            try:
                os.setpgid(0, 0)
                found = held_waits(program, self.names, is_wait)
            except BaseException:
                pass
            finally:
                os.write(writing, json.dumps(found[:20]).encode())
                os._exit(0)
        os.close(writing)
        text, _ = read_all(reading, self.clock() + 2.0, self.clock)
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        try:
            return [str(name) for name in json.loads(text)]
        except (ValueError, TypeError):
            return []

    def _become(self, program, writing, fast, trace):
        """The child's whole life; never returns."""
        report = {}
        try:
            os.setpgid(0, 0)
            quiet = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(quiet, number)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            self.fast.enabled = fast
            if program.files:
                limit_files(program.files)
            report = Run(self.project, self.target, self.traced if trace else ()).perform(program, self.names)
        except BaseException as error:  # whatever happens in here, the parent only needs to know that it ended
            report = {"kind": "died", "message": repr(error)[:300]}
        try:
            os.write(writing, json.dumps(report).encode()[:MAXIMUM_REPORT])
        finally:
            os._exit(0)


def is_working(pid, seconds):
    """Whether a process wants to run and has not used these seconds of processor time yet."""
    state = process_state(pid)
    return state is not None and state[0] == "R" and state[1] < seconds


def held_waits(program, names, is_wait):
    whole = ast.Module(names.prelude(program) + program.body[:-1], [])
    space = {"__name__": "incident_case"}
    exec(compile(ast.parse(ast.unparse(whole)), FILENAME, "exec"), space)
    made = {n.id for s in program.body for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    pending, found, seen = [(name, space[name]) for name in sorted(made) if name in space], [], set()
    while pending and len(seen) < 300:
        path, thing = pending.pop(0)
        if id(thing) in seen or path.count(".") > 3 or not hasattr(thing, "__dict__"):
            continue
        seen.add(id(thing))
        fields = dict(vars(type(thing)), **vars(thing))
        for name, value in fields.items():
            if isinstance(value, (int, float)) and not isinstance(value, bool) and is_wait(name) and value > 0.05:
                found.append(f"{path}.{name}")
            elif name in vars(thing) and not name.startswith("__"):
                pending.append((f"{path}.{name}", value))
    return found


def read_all(descriptor, deadline, clock):
    """Everything written until the other side closes, or what came until the deadline, and whether it closed."""
    parts, size = [], 0
    while size < MAXIMUM_REPORT:
        remaining = deadline - clock()
        if remaining <= 0 or not select.select([descriptor], [], [], remaining)[0]:
            return b"".join(parts), False
        part = os.read(descriptor, 65536)
        if not part:
            break
        parts.append(part)
        size += len(part)
        try:
            json.loads(b"".join(parts))
            break
        except ValueError:
            continue
    return b"".join(parts), True


def limit_files(count):
    """At most this many open files: the limit a leak of them runs into."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
