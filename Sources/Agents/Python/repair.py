"""Proposes repairs of one failure in Python source, best first, or judges somebody's by what was asked for. Reads a job on standard input, writes JSON to a file.

It only reads source text; it never imports or runs the program it repairs.
"""

import json
import os
import sys

from repair_failure import Failure
from repair_rank import judged, ranked
from repair_repository import Repository
import repair_families

MAXIMUM_CANDIDATES = 40


def proposals(job, root):
    """The answer to a job: candidates and notes, as plain values."""
    failure = Failure(Repository(root), job)
    if failure.place is None:
        note = "The failing line is in no Python file of the repository that can be parsed."
        return {"candidates": [], "requirements": [], "notes": [note]}
    if job.get("judge"):
        return {"candidates": [], "requirements": judged(failure, job["judge"], seen=job.get("observed")), "notes": []}
    notes = []
    found = list(repair_families.candidates(failure, notes))
    if failure.wraps_another():
        for cause in job.get("causes") or []:
            inner = Failure(failure.repository, {**job, **cause})
            if inner.place is not None:
                found += repair_families.candidates(inner, notes)
    chosen, requirements = ranked(failure, found, job.get("avoid") or [], notes)
    return {
        "candidates": [
            {
                "template": choice.candidate.template, "kind": choice.candidate.kind, "edits": choice.edits,
                "explanation": choice.candidate.explanation, "rationale": choice.candidate.rationale,
                "outcome": choice.outcome, "support": choice.support,
            }
            for choice in chosen[:int(job.get("limit") or MAXIMUM_CANDIDATES)]
        ],
        "requirements": requirements,
        "notes": notes[:20],
    }


def main():
    job = json.load(sys.stdin)
    answer = proposals(job, os.getcwd())
    with open(job["output"], "w", encoding="utf-8") as stream:
        json.dump(answer, stream)


if __name__ == "__main__":
    main()
