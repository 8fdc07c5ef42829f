"""Orders candidates, honours a person's feedback, and leaves out what is wrong or was tried before."""

import ast
import builtins
import re

from repair_anchor import Unanchorable, anchored, changed_files

# From here on, nothing but the type of a value speaks for a repair; what should happen is for a person to say.
UNSUPPORTED = 40

RAISE_WORDS = r"\b(rais\w*|error|reject\w*|refus\w*|exception\w*|throw\w*|fail\w*|invalid|loud\w*|\w+Error|\w+Exception)\b"
RETURN_WORDS = (
    r"\b(return\w*|default\w*|empty (list|dict\w*|string|set|tuple|result)|(as|use|give|be|to|with) (zero|0(\.0)?)"
    r"|None|fall ?back|ignor\w*|no-?op|null|tolerat\w*|graceful\w*)\b"
)
RETURNED_ERROR = r"\breturn\w*( \w+){0,3} (error|exception)\b"
SKIP_WORDS = r"\b(skip\w*|continue|log\w*|warn\w*|leave out|filter\w*|drop)\b"
NEGATIONS = (
    r"\b(?:instead of|rather than|do not|don't|dont|does not|doesn't|should not|shouldn't|must not|mustn't|never|not"
    r"|without|stop|no|avoid|isn't|is not)\b([^.,;!\n]*?)(?=\bbut\b|[.,;!\n]|$)"
)
VALUES = [
    (r"\bNone\b|\bnull\b", {"None"}), (r"\bempty list\b|\[\]", {"[]"}), (r"\bempty dict\w*\b|\{\}", {"{}"}),
    (r"\b(zero|0|0\.0)\b", {"0", "0.0"}), (r"\bFalse\b|\bfalse\b", {"False"}), (r"\bempty string\b", {'""', "''"}),
    (r"\bTrue\b|\btrue\b", {"True"}),
]


def ranked(failure, candidates, avoid, notes):
    """(candidate, anchored edits), best first, each resulting text once."""
    wishes = Wishes(failure.feedback)
    candidates = list(candidates)
    if wishes.is_empty:
        guesses = [item for item in candidates if item.cost >= UNSUPPORTED]
        candidates = [item for item in candidates if item.cost < UNSUPPORTED]
        notes += [f"{item.template} ({item.kind}): not tried, nothing in the code speaks for it" for item in guesses[:3]]
    forbidden = {signature(_applied(failure.repository, edits)) for edits in avoid}
    chosen, seen = [], set()
    for candidate in sorted(candidates, key=lambda candidate: candidate.cost + wishes.cost(candidate)):
        try:
            files = changed_files(failure.repository, candidate.edits)
            problem = defect(failure.repository, files)
            result = signature(files)
            if problem:
                notes.append(f"{candidate.template}: {problem}")
                continue
            if result in forbidden:
                notes.append(f"{candidate.template}: proposed before")
                continue
            if result in seen:
                continue
            edits = anchored(failure.repository, candidate.edits)
        except Unanchorable as error:
            notes.append(f"{candidate.template}: {error}")
            continue
        seen.add(result)
        chosen.append((candidate, edits))
    return chosen


def signature(files):
    return frozenset(files.items())


def _applied(repository, edits):
    """The new text of each file after anchored edits of an earlier patch."""
    texts = {}
    for edit in edits:
        path = edit.get("file")
        source = repository.file(path) if isinstance(path, str) else None
        if source is not None:
            texts[path] = texts.get(path, source.text).replace(edit.get("original", ""), edit.get("fixed", ""), 1)
    return texts


def defect(repository, files):
    """Why the new text is no acceptable program, or None."""
    for path, text in files.items():
        old = repository.file(path)
        if text == old.text:
            return "it changes nothing"
        try:
            tree = ast.parse(text)
            compile(tree, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            return f"the result would not be Python ({error})"
        if ast.dump(tree) == ast.dump(old.tree):
            return "it changes nothing"
        if unknown_names(tree) - unknown_names(old.tree):
            return "it would use a name that is not defined"
        if swallowers(tree) > swallowers(old.tree):
            return "it would hide the error instead of mending its cause"
    return None


def unknown_names(tree):
    """Names that are read somewhere and defined nowhere in the file."""
    read, known = set(), set(dir(builtins)) | {"__file__"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else known).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            known.add(node.name)
        elif isinstance(node, ast.arg):
            known.add(node.arg)
        elif isinstance(node, ast.alias):
            known.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            known.add(node.name)
    return read - known


def swallowers(tree):
    """Handlers that catch anything or do nothing."""
    count = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            names = {item.id for item in ast.walk(node.type) if isinstance(item, ast.Name)} if node.type else set()
            idle = all(isinstance(item, ast.Pass) for item in node.body)
            count += node.type is None or bool(names & {"Exception", "BaseException"}) or idle
    return count


class Wishes:
    """What a person who rejected a patch asked for, read by rules."""

    def __init__(self, feedback):
        text = feedback.strip()
        unwanted = " ".join(match.group(1) for match in re.finditer(NEGATIONS, text, re.I))
        wanted = re.sub(RETURNED_ERROR, "raise an error", re.sub(NEGATIONS, " ", text, flags=re.I), flags=re.I)
        self.errors = set(re.findall(r"\b[A-Z]\w*(?:Error|Exception)\b|\b[A-Z]\w*(?:NotFound|Missing|Invalid)\w*\b", wanted))
        self.kinds = {
            "raise": self._balance(RAISE_WORDS, wanted, unwanted) + (2 if self.errors else 0),
            "return": self._balance(RETURN_WORDS, wanted, unwanted),
            "skip": self._balance(SKIP_WORDS, wanted, unwanted),
        }
        self.kinds["default"] = self.kinds["return"]
        if re.search(r"\breturn\w*|\bempty\b|\bdefault\b", wanted, re.I) and not re.search(r"\brais", wanted, re.I):
            self.kinds["raise"] -= 1
        self.values = set().union(*[values for pattern, values in VALUES if re.search(pattern, wanted)] or [set()])
        self.words = {word for word in re.findall(r"[a-z_]{4,}", wanted.lower())}
        self.is_empty = not text

    @staticmethod
    def _balance(pattern, wanted, unwanted):
        wants = len(re.findall(pattern, wanted, re.I))
        refuses = len(re.findall(pattern, unwanted, re.I))
        return (wants > 0) - (refuses > 0)

    def cost(self, candidate):
        """How much dearer or cheaper the feedback makes a candidate; more than any evidence of the code."""
        if self.is_empty:
            return 0
        cost = -60 * self.kinds.get(candidate.kind, 0)
        if candidate.logs and self.kinds["skip"] > 0:
            cost -= 40
        if self.errors and candidate.error:
            cost -= 40 if candidate.error in self.errors else 0
        if self.values and candidate.value:
            cost -= 25 if candidate.value in self.values else 0
        return cost
