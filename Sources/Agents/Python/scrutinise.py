"""Reads a patch the way a sceptical reviewer does: does it hide the symptom, or reach for what judges it?

A finding refuses the patch only where the patch can't be right; what may be right is a warning for whoever reviews it.

Job on standard input: {"changes": [{"path", "text"}], "crash": {"file", "line", "function", "exception"}, "output": path}.
It compares syntax trees of the base (the working directory) and of the patch, and runs nothing of either.
"""

import json
import os
import sys

from repair_repository import Repository
from repair_source import SourceFile
from scrutinise_diff import Change
import scrutinise_circumstance
import scrutinise_doubt
import scrutinise_silence
import scrutinise_tamper
import scrutinise_void

RULES = (scrutinise_tamper, scrutinise_silence, scrutinise_void, scrutinise_doubt, scrutinise_circumstance)
REFUSE = "refuse"
MAXIMUM_FINDINGS = 20
# A finding of a rule is (sentence, node), which refuses, or (sentence, node, certainty).


def findings(job, root):
    """Every finding as {rule, path, line, code, certainty}, those that refuse first, in the order of the rules."""
    repository = Repository(root)
    changes, found = [], []
    for item in job["changes"]:
        if not item["path"].endswith((".py", ".pyi", ".pyw")):
            continue
        old = repository.file(item["path"])
        try:
            new = SourceFile(item["path"], item["text"])
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            found.append({
                "rule": "the patched file is no Python", "path": item["path"], "line": 0, "code": "", "certainty": REFUSE})
            continue
        if old is not None:
            changes.append(Change(old, new, job.get("crash") or {}, repository))
    patched = {change.new.path: change.new for change in changes}
    for change in changes:
        change.patched = patched
        for rule in RULES:
            for sentence, node, *certainty in rule.findings(change):
                line = getattr(node, "lineno", 0)
                code = change.new.line(line).strip()[:160] if 0 < line <= len(change.new.line_starts) else ""
                found.append({
                    "rule": sentence, "path": change.new.path, "line": line, "code": code,
                    "certainty": certainty[0] if certainty else REFUSE})
    return sorted(found, key=lambda finding: finding["certainty"] != REFUSE)


def main():
    job = json.load(sys.stdin)
    with open(job["output"], "w", encoding="utf-8") as stream:
        json.dump({"findings": findings(job, os.getcwd())[:MAXIMUM_FINDINGS]}, stream)


if __name__ == "__main__":
    sys.setrecursionlimit(20_000)
    main()
