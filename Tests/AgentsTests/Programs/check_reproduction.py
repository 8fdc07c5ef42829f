"""Runs the reproduction search over programs outside the sandbox, for work on the search itself.

    python3 check_reproduction.py [-v] [--last] r01-… r02-…        (all r* beside this file when none is named)

`--last` takes the last traceback of the log, not the first: the wrapper of chained exceptions, not their cause.

A program is a folder with `repository/`, `incident.log` and, for checking only, `fixed/`: the files of a right fix. For each
the table says what was found, whether the test fails on the base (the tool claims it) and whether it passes on the fix. The tool
sees a copy of `repository/` and what is parsed from the log, nothing else.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOOL = HERE.parents[2] / "Sources" / "Agents" / "Python" / "reproduce.py"
FRAME = re.compile(r'\s*File "([^"]+)", line (\d+)(?:, in (.+))?$')
ERROR = re.compile(r"([A-Za-z_][\w.]*)(?:: (.*))?$")


def tracebacks(log):
    """Every Python traceback: (frames, exception, message)."""
    lines, found, index = log.splitlines(), [], 0
    while index < len(lines):
        if not lines[index].endswith("Traceback (most recent call last):"):
            index += 1
            continue
        frames, index = [], index + 1
        while index < len(lines) and (lines[index].startswith(" ") or not lines[index]):
            match = FRAME.match(lines[index])
            if match:
                frames.append({"file": match[1], "line": int(match[2]), "function": match[3], "code": ""})
            elif frames and not frames[-1]["code"] and set(lines[index].strip()) - set("~^"):
                frames[-1]["code"] = lines[index].strip()
            index += 1
        match = ERROR.match(lines[index]) if index < len(lines) else None
        if frames and match:
            found.append((frames, match[1], match[2] or ""))
    return found


def job_for(repository, log, incident, last):
    files = [p.relative_to(repository).as_posix() for p in repository.rglob("*.py")]
    found = tracebacks(log)
    for frames, exception, message in reversed(found) if last else found:
        for frame in reversed(frames):
            tail = [f for f in files if ("/" + frame["file"]).endswith("/" + f)]
            if tail and "site-packages" not in frame["file"]:
                function = frame["function"]
                return {
                    "incident": incident, "file": max(tail, key=len), "line": frame["line"], "function": function,
                    "code": frame["code"], "exception": exception, "message": message, "frames": frames, "log": log[-48000:],
                    "budget": 20, "result": ".incident-bot/reproduction.json"}
    return None


def ignored(folder, names):
    return [n for n in names if n in ("__pycache__", ".pytest_cache")]


def check(name, repository, log, fixed, verbose):
    with tempfile.TemporaryDirectory() as scratch:
        tree = pathlib.Path(scratch) / "repository"
        shutil.copytree(repository, tree, ignore=ignored)
        job = job_for(tree, log.read_text(), 1, "--last" in sys.argv)
        if job is None:
            return print(f"{name:28} the log names no place in the repository")
        run = subprocess.run(["/usr/bin/python3", "-I", "-B", str(TOOL)], cwd=tree, input=json.dumps(job).encode(), capture_output=True)
        try:
            result = json.loads((tree / job["result"]).read_text())
        except (OSError, ValueError):
            return print(f"{name:28} no result: {run.stderr.decode()[-300:]}")
        if result["status"] != "reproduced":
            return print(f"{name:28} NO   {job['exception']:18} {result['seconds']:6.1f}s {result['tried']:5} {result['reason']}")
        verdict = "-"
        if fixed.is_dir():
            whole = pathlib.Path(scratch) / "fixed"
            shutil.copytree(repository, whole, ignore=ignored)
            shutil.copytree(fixed, whole, dirs_exist_ok=True)
            test = whole / result["test"]["path"]
            test.write_text(result["test"]["contents"])
            after = subprocess.run(["/usr/bin/python3", "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)], cwd=whole, capture_output=True)
            verdict = "ok" if after.returncode == 0 else "FAILS ON FIX"
        print(f"{name:28} yes  {job['exception'][-22:]:22} {result['seconds']:5.1f}s {result['tried']:5} f{result['fidelity']} fix:{verdict:4} {result['input'][:110]}")
        if verbose:
            print(result["test"]["path"], result["test"]["contents"], sep="\n")
        return verdict in ("ok", "-")


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("-")]
    folders = [pathlib.Path(a) for a in arguments] or sorted(HERE.glob("r*-*"))
    outcomes = [check(f.name, f / "repository", f / "incident.log", f / "fixed", "-v" in sys.argv) for f in folders]
    print(f"{sum(1 for o in outcomes if o)} of {len(outcomes)}")


if __name__ == "__main__":
    main()
