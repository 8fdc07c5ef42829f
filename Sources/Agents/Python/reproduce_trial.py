"""One try: a program run in a forked child that may hang, exit or write what it likes, and what became of it."""

import ast
import copy
import itertools
import json
import os
import resource
import select
import signal
import sys

from reproduce_program import FILENAME

MAXIMUM_REPORT = 300_000
MAXIMUM_CHAIN = 6


class Target:
    """The crash that is looked for: this type, raised at this place."""

    def __init__(self, path, lines, exception, message, function=(), line=0):
        self.path, self.lines, self.exception, self.message = path, lines, exception, message
        self.function, self.line = function, line
        # The part of the line that the logged traceback marks; None where it marks none.
        self.columns = None

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


class Found(BaseException):
    """Leaves a loop of repetitions once the crash has happened."""


class Run:
    """The inside of a try."""

    def __init__(self, project, target, traced):
        self.project, self.target = project, target
        self.traced = {os.path.join(project.root, path): path for path in traced}
        self.covered = {path: set() for path in traced}
        self.swallowed, self.swallowed_message = False, ""
        self.earlier = []
        self.iteration = 0
        self.known = {}
        self.wanted = []

    def perform(self, program, names):
        for patch in program.patches:
            __import__(patch.module)
        module = self.module(program, names)
        code = compile(module, FILENAME, "exec")
        space = {
            "__name__": "incident_case", "_incident_note": self.note, "_incident_patch": patch_value,
            "_incident_dict": lambda index, mapping: AskedDict(mapping).told(self.wanted, index)}
        report = {"kind": "returned"}
        sys.settrace(self.trace if self.traced else None)
        try:
            exec(code, space)
            report["value"] = type(space.get("_incident_value")).__name__
        except Found as found:
            report = found.args[0]
        except BaseException as error:
            sys.settrace(None)
            report = self.judge(error)
        finally:
            sys.settrace(None)
        report["covered"] = {path: sorted(lines) for path, lines in self.covered.items()}
        report["swallowed"] = self.swallowed
        if self.swallowed and report["kind"] != "match":
            report["message"] = self.swallowed_message
        report["iteration"] = self.iteration
        report["earlier"] = self.earlier[:60]
        report["wanted"] = list(dict.fromkeys(self.wanted))[:20]
        return report

    def module(self, program, names):
        body = asking(program.body) if program.repeat == 1 else list(program.body)
        if isinstance(body[-1], ast.Expr):
            body[-1] = ast.Assign([ast.Name("_incident_value", ast.Store())], body[-1].value, lineno=0)
        if program.repeat > 1:
            body[-1:] = [repeated(body[-1], program.repeat)]
        if program.is_async():
            inside = ast.parse("async def _incident():\n    pass\nimport asyncio\nasyncio.run(_incident())").body
            inside[0].body = body
            body = inside
        patches = [
            ast.parse(f"_incident_patch({p.module!r}, {p.name!r}, {ast.unparse(p.value)})").body[0]
            for p in program.patches
        ]
        whole = ast.Module(names.prelude(program) + patches + body, [])
        return ast.parse(ast.unparse(whole))

    def note(self, error, iteration):
        self.iteration = iteration + 1
        report = self.judge(error)
        if report["kind"] == "match":
            raise Found(report)
        self.earlier.append([report["type"], report["message"][:120], report["place"]])

    def trace(self, frame, event, argument):
        code = frame.f_code
        lines = self.known.get(code)
        if lines is None:
            path = self.traced.get(os.path.realpath(code.co_filename))
            lines = self.known[code] = self.covered[path] if path else False
        if lines is False:
            return None
        lines.add(frame.f_lineno)

        def local(frame, event, argument):
            if event == "line":
                lines.add(frame.f_lineno)
            elif event == "exception" and self.target.is_type(argument[0]) and not self.swallowed:
                if self.is_here(self.own_frames(argument[2]), argument[0]):
                    self.swallowed, self.swallowed_message = True, safe_text(argument[1])
            return local

        return local

    def own_frames(self, traceback):
        frames = []
        while traceback is not None:
            filename = traceback.tb_frame.f_code.co_filename
            path = FILENAME if filename == FILENAME else self.project.own(filename)
            if path:
                frames.append((path, traceback.tb_lineno))
            traceback = traceback.tb_next
        return frames

    def columns(self, traceback):
        """Where on its line the last frame of the project failed, counted from the line's first letter."""
        last = None
        while traceback is not None:
            last = traceback if self.project.own(traceback.tb_frame.f_code.co_filename) else last
            traceback = traceback.tb_next
        code = last.tb_frame.f_code if last is not None else None
        if code is None or not hasattr(code, "co_positions"):
            return None
        first, end_line, start, end = next(itertools.islice(code.co_positions(), last.tb_lasti // 2, None), (None,) * 4)
        text = self.project.line(self.target.path, first) if first else ""
        if start is None or first != end_line or not text.isascii():
            return None
        # The project's lines come without their indent.
        indent = self.project.indent(self.target.path, first)
        return [start - indent, end - indent]

    def is_here(self, frames, kind):
        if issubclass(kind, RecursionError):
            # Which line of the cycle has the last frame depends on how deep the stack was when it began.
            inside = [1 for path, line in frames[-60:] if path == self.target.path and line in self.target.function]
            return len(inside) > 5
        return any(path == self.target.path and line in self.target.lines for path, line in frames[-1:])

    def judge(self, error):
        """Whether the error, or one it was raised from, is the one looked for."""
        current, report = error, None
        for depth in range(MAXIMUM_CHAIN):
            if current is None:
                break
            frames = self.own_frames(current.__traceback__)
            message = safe_text(current)
            if self.target.is_type(type(current)) and self.is_here(frames, type(current)):
                return {
                    "kind": "match", "type": type(current).__name__, "message": message, "place": frames[-1],
                    "wrapped": depth > 0, "columns": self.columns(current.__traceback__),
                }
            report = report or {
                "kind": "raised", "type": type(current).__name__, "message": message,
                "place": frames[-1] if frames else None,
            }
            current = current.__cause__ or current.__context__
        return report


class AskedDict(dict):
    """A mapping that notes which texts it was asked for and doesn't have."""

    def told(self, wanted, index):
        self._wanted, self._index = wanted, index
        return self

    def _note(self, key):
        if isinstance(key, str) and not dict.__contains__(self, key) and len(self._wanted) < 200:
            self._wanted.append((self._index, key[:200]))

    def get(self, key, default=None):
        self._note(key)
        return dict.get(self, key, default)

    def __contains__(self, key):
        self._note(key)
        return dict.__contains__(self, key)

    def pop(self, key, *default):
        self._note(key)
        return dict.pop(self, key, *default)


def asking(body):
    """Statements in which every mapping written down is an `AskedDict`, numbered in order."""
    body = copy.deepcopy(body)
    numbers = {id(n): index for index, n in enumerate(n for s in body for n in ast.walk(s) if isinstance(n, ast.Dict))}

    class Ask(ast.NodeTransformer):
        def visit_Dict(self, node):
            number = numbers[id(node)]
            self.generic_visit(node)
            return ast.Call(ast.Name("_incident_dict", ast.Load()), [ast.Constant(number), node], [])

    return [Ask().visit(s) for s in body]


def safe_text(error):
    try:
        return str(error)[:1000]
    except Exception:
        return ""


def limit_files(count):
    """At most this many open files: the limit a leak of them runs into."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def patch_value(module, name, value):
    setattr(sys.modules[module], name, value)


def repeated(statement, count):
    """The statement in a loop that goes on after errors."""
    loop = ast.parse(
        f"for _incident_index in range({count}):\n"
        "    try:\n        pass\n"
        "    except Exception as _incident_error:\n"
        "        _incident_note(_incident_error, _incident_index)").body[0]
    loop.body[0].body = [statement]
    return loop
