"""What came of a call, from what its plays reported."""

import copy
import datetime
import os
import re
import tempfile

from reproduce_words import masked, quoted

LONGEST = 1_000


class Outcome:
    """The kind of end, the error or the value, and in how far two plays agree."""

    def __init__(self, form, job, first, second, base=None):
        self.form, self.job, self.base = form, job, base
        self.first, self.second = first, second
        self.error = self.other = None
        self.chain = []
        self.message, self.is_early = "", False
        self.kind = self.decided()

    def decided(self):
        if self.first.get("failure"):
            self.message = self.first["failure"][:300]
            return "exited" if self.first.get("ended") else "nothing"
        self.chain = chain(self.first)
        attempts = [item for item in self.first.get("attempts", []) if isinstance(item, list) and item]
        if self.form.kind == "repeated" and not self.chain and self.first.get("attempts", [None])[-1]:
            self.chain = attempts[-1]
        if self.form.kind == "swallowed" and self.first.get("logged"):
            self.chain = next((item for item in self.first["logged"] if item), self.chain)
        if not self.first.get("begun"):
            return self.early()
        if not self.chain:
            return "returned"
        return self.raised()

    def early(self):
        """What it means that the act is not reached: an error raised on purpose before it keeps the crash away as well."""
        if not self.chain:
            return "nothing"
        self.error = self.chain[0]
        self.other = (chain(self.second) or [self.error])[0]
        if self.error["deliberate"] and self.form.kind == "plain" and self.form.statement_at(self.error["line"]):
            self.is_early = True
            return "raised"
        self.message = f"what it prepares fails: {self.error['type']}: {self.error['message']}"[:300]
        return "nothing"

    def raised(self):
        self.error = self.chain[0]
        self.other = (chain(self.second) or [self.error])[0]
        if self.form.kind == "repeated" and self.error["type"] == "AssertionError":
            failed = [item for item in self.first.get("attempts", []) if item]
            self.error = failed[-1][0] if failed else self.error
            return "same"
        if self.error["exits"]:
            return "exited"
        if self.is_same():
            return "same"
        return "raised" if self.error["deliberate"] else "accident"

    def is_same(self):
        """Whether the logged error is what the call still ends in, bare or within the error it ended in before."""
        before = (chain(self.base) if self.base else []) or []
        if before and signature(before[0]) == signature(self.error) and (
                before[0]["message"] == self.error["message"] or before[0]["code"] == self.error["code"] != ""):
            return True
        function = (self.job.get("function") or "").split(".")[-1]
        wrapped = not before or len(before) > 1
        for depth, error in enumerate(self.chain):
            logged = self.is_logged(error) and not error["deliberate"] and place(error) == (function or place(error)) and (
                not before or any(says_the_same(error, other) for other in before))
            translated = depth > 0 and place(self.error) == place(error)
            if logged and (depth == 0 or wrapped and not translated):
                return True
        return False

    def is_logged(self, error):
        return error["type"].split(".")[-1] == str(self.job.get("exception", "")).split(".")[-1]

    def told(self):
        """The answer without its test."""
        error, value = self.error or {}, self.first.get("value") or {}
        return {
            "kind": self.kind, "type": error.get("type", value.get("type", "") if self.kind == "returned" else ""),
            "module": error.get("module", ""), "message": (error.get("message", "") or self.message)[:LONGEST],
            "value": value.get("repr", "")[:400] if self.kind == "returned" and not self.form.is_import else "",
            "documented": None, "test": None, "asserts": False, "callers": []}

    def values(self):
        """Descriptions to assert by, the strongest first: what both plays agree on, then the type alone."""
        one, two = self.first.get("value"), self.second.get("value")
        if not isinstance(one, dict) or not isinstance(two, dict):
            return
        if one["how"] == two["how"] != "type" and one["source"] == two["source"]:
            yield one
        if one["type"] == two["type"] and one["module"] == two["module"] and one["how"] != "opaque":
            plain = copy.deepcopy(one)
            plain.update(how="type", attributes=[item for item in one["attributes"] if item in two["attributes"]])
            if plain["attributes"]:
                yield plain
            yield dict(plain, attributes=[])


def chain(report):
    return [item for item in report.get("errors", []) if isinstance(item, dict)]


def says_the_same(one, two):
    """Whether two errors speak of the same thing: with the same input, another key or name is another error."""
    return masked(one["message"]) == masked(two["message"]) and quoted(one["message"]) == quoted(two["message"])


def signature(error):
    return error["module"], error["type"], place(error)


def place(error):
    """The function of the repository's own that the error came from."""
    return error["frames"][-1][2] if error["frames"] else ""


def common_start(one, two):
    """The whole words that two messages share from their beginning, up to what speaks of this run only."""
    count = next((index for index, pair in enumerate(zip(one, two)) if pair[0] != pair[1]), min(len(one), len(two)))
    shared = one[:count] if one == two else one[:count].rpartition(" ")[0]
    words = [os.getcwd(), tempfile.gettempdir() + os.sep, datetime.date.today().isoformat()]
    places = [shared.find(word) for word in words] + [match.start() for match in re.finditer(r"\b0x[0-9a-f]{6,}", shared)]
    cut = min([place for place in places if place >= 0], default=None)
    return shared if cut is None else shared[:cut].rpartition(" ")[0]
