"""One run of a program in the child: performs it, watches the lines it passes, and judges the error it ends with."""

import ast
import itertools
import os
import sys

from reproduce_asked import AskedDict, asking
from reproduce_program import FILENAME

MAXIMUM_CHAIN = 6


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
