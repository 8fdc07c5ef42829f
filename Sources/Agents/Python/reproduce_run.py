"""One run of a program in the child: performs it, watches the lines it passes, and judges the error it ends with."""

import ast
import itertools
import sys

from reproduce_asked import AskedDict, asking
from reproduce_given import Given
from reproduce_program import FILENAME

MAXIMUM_CHAIN = 6


class Found(BaseException):
    """Leaves a loop of repetitions once the crash has happened."""


class Run:
    """The inside of a try."""

    def __init__(self, project, target, traced):
        self.project, self.target = project, target
        self.traced = bool(traced)
        self.covered = {path: set() for path in traced}
        self.swallowed, self.swallowed_message = False, ""
        self.swallowed_frames = []
        self.earlier = []
        self.iteration = 0
        self.given = Given(FILENAME, lambda code: bool(self.of_code(code)[1]))
        self.known = {}
        self.wanted = []

    def perform(self, program, names):
        for patch in program.patches:
            __import__(patch.module)
        module = self.module(program, names)
        code = compile(module, FILENAME, "exec")
        space = {
            "__name__": "incident_case", "_incident_note": self.note, "_incident_patch": patch_value,
            "_incident_state": self.given.state,
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
            report["message"], report["frames"] = self.swallowed_message, self.swallowed_frames
            report["chain"] = [("", self.swallowed_message)]
        report["iteration"] = self.iteration
        report["earlier"] = self.earlier[:60]
        report["given"], report["states"] = self.given.calls, self.given.states
        report["wanted"] = list(dict.fromkeys(self.wanted))[:20]
        return report

    def module(self, program, names):
        body = asking(program.body) if program.repeat == 1 else list(program.body)
        body[:-1] = watching_states(body[:-1])
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

    def of_code(self, code):
        """(lines of its file that were passed or False, its path) of code; the path is None for code of others."""
        known = self.known.get(code)
        if known is None:
            path = self.project.own(code.co_filename)
            known = self.known[code] = self.covered.get(path, False) if path else False, path
        return known

    def trace(self, frame, event, argument):
        lines, path = self.of_code(frame.f_code)
        if path or frame.f_code.co_filename == "<string>":
            self.given.enter(frame, path)
        if lines is False:
            return None
        lines.add(frame.f_lineno)

        def local(frame, event, argument):
            if event == "line":
                lines.add(frame.f_lineno)
            elif event == "exception" and self.target.is_type(argument[0]) and not self.swallowed:
                frames = self.own_frames(argument[2])
                if self.is_here(frames, argument[0]):
                    self.swallowed, self.swallowed_message = True, safe_text(argument[1])
                    self.swallowed_frames = functions(self.frames_above(frame) + frames)
            return local

        return local

    def frames_above(self, frame):
        """The project's frames that led to this one, outermost first."""
        frames, back = [], frame.f_back
        while back is not None:
            path = self.of_code(back.f_code)[1]
            if path:
                frames.append((path, back.f_lineno, back.f_code.co_name))
            back = back.f_back
        return frames[::-1]

    def own_frames(self, traceback):
        frames = []
        while traceback is not None:
            filename = traceback.tb_frame.f_code.co_filename
            path = FILENAME if filename == FILENAME else self.project.own(filename)
            if path:
                frames.append((path, traceback.tb_lineno, traceback.tb_frame.f_code.co_name))
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
            inside = [1 for path, line, _ in frames[-60:] if path == self.target.path and line in self.target.function]
            return len(inside) > 5
        return any(path == self.target.path and line in self.target.lines for path, line, _ in frames[-1:])

    def judge(self, error):
        """Whether the error, or one it was raised from, is the one looked for."""
        links = chained(error)
        report = self.link(links, 0) if links else None
        for depth, link in enumerate(links):
            found = self.link(links, depth)
            if self.target.is_type(type(link)) and self.is_here(self.own_frames(link.__traceback__), type(link)):
                return dict(found, kind="match", wrapped=depth > 0, columns=self.columns(link.__traceback__))
        return report

    def link(self, links, depth):
        """One error of a chain, told with those it was raised from."""
        frames = self.own_frames(links[depth].__traceback__)
        chain = [(type(link).__name__, safe_text(link)) for link in links[depth:]]
        return {"kind": "raised", "type": chain[0][0], "message": chain[0][1], "place": frames[-1][:2] if frames else None,
                "frames": functions(frames), "chain": chain}


def chained(error):
    """An error and those it was raised from or during, as a traceback shows them."""
    links = []
    while error is not None and len(links) < MAXIMUM_CHAIN:
        links.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return links


def functions(frames):
    """The project's functions among frames, as (path, function); of very many the first and the last."""
    found = [(path, name) for path, _, name in frames if path != FILENAME]
    return found if len(found) < 160 else found[:80] + found[-80:]


def watching_states(body):
    """The statements, each that sets an attribute followed by a note of it."""
    made = []
    for statement in body:
        made.append(statement)
        target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        if isinstance(target, ast.Attribute):
            made += ast.parse(f"_incident_state({ast.unparse(target.value)}, {target.attr!r})").body
    return made


def safe_text(error):
    try:
        return str(error)[:1000]
    except Exception:
        return ""


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
