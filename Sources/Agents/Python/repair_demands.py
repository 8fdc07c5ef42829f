"""What a person who rejected a patch asks for: the feedback taken apart into demands, each with a check over code."""

import re
from dataclasses import dataclass, field

from repair_change import is_error_name

PARTS = re.compile(
    r"(?<=[.;!?])\s+|\n\s*(?:[-*•]|\d+[.)])?\s*|;\s*|,?\s+(?:and|but|then)\s+(?=(?:also |please |that )?"
    r"(?:\w+ing\b|do not|don't|never|raise|return|skip|log|keep|use|check|make|give|leave|drop|let|name|mention|say|tell|show"
    r"|include|add|that|it |the |an? |no )\b)"
    r"|,\s+(?=(?:do not|don't|never|not|rather than|instead of|without)\b)|\s+(?=(?:instead of|rather than)\b)", re.I)
REFUSED = re.compile(
    r"^.*?\b(instead of|rather than|do not|don't|dont|should not|shouldn't|must not|mustn't|may not|never|stop|avoid|no longer"
    r"|without(?= \w+ing)|not(?= (raise|return|throw|skip|log|give|answer|swallow|hide)\w*))\b\s*(?P<rest>.*)$", re.I | re.S)
# What may stand between the refusal and what is refused.
BEGINNING = re.compile(
    r"(?:\s*\b(?:just|simply|silently|quietly|ever|be|it|to|that|this|them|those|a|an|the|any|bare|plain|number|value|back)\b\s*)*",
    re.I)
ASKING = re.compile(
    r"\b(please|must|should|shall|has to|have to|needs? to|wants?|would like|prefer|rather|instead|better|let|make|ought|expect)\b",
    re.I)
ORDERS = re.compile(
    r"^(?:please\s+|also\s+|just\s+|then\s+|it\s+(?:must|should)\s+)*(rais|throw|reject|refus|return|answer|fall|giv|us|treat"
    r"|count|tak|skip|ignor|pass|leav|drop|log|warn|keep|preserv|retain|check|validat|test|verify|handl)(e|ing)?\b", re.I)
# What begins with the wanted result itself, or goes on with "that …".
RESULTS = re.compile(r"that\b|(an? |the )?(empty \w+|\w+Error|None|zero|0)\b", re.I)
RAISE = (
    r"\b(rais(e|es|ed|ing)|throw\w*|reject\w*|refus\w*|fail(s|ing)? loud\w*|(an?|the|own) (clear |own )?(error|exception)"
    r"|\w+Error\b|\w+Exception\b)")
RETURN = (
    r"\b(return\w*|answer\w*|default\w*|fall\w* ?back|give\w*( back)?|use|treat\w*|counts? as|tolerat\w*|no-?op|is normal"
    r"|null)\b")
SKIP = r"\b(skip\w*|ignor\w*|leave\w* (it |them |those |that )?out|pass\w* over|continue|filter\w*|drop\w*)\b"
LOG = r"\b(log|logs|logged|logging|warn\w*)\b"
KEEP = r"\b(keep\w*|preserv\w*|retain\w*|stay\w*|leave (it|them|that|this) as)\b"
EVERY = r"\b(every|each|all)\b"
CHECK = (
    r"\b(whole numbers?|(number )?above (zero|0)|integers?|positive|greater than|more than|at least|at most|less than|below"
    r"|between|negative|of type|numeric)\b")
VALUES = [
    (r"\bNone\b|\bnull\b", {"None"}), (r"\bempty (list|result)\b|\[\]", {"[]"}), (r"\bempty dict\w*\b|\{\}", {"{}"}),
    (r"\b(zero|0|0\.0)\b", {"0", "0.0"}), (r"\bFalse\b|\bfalse\b", {"False"}), (r"\bempty (string|text)\b|\"\"|''", {'""', "''"}),
    (r"\bTrue\b|\btrue\b", {"True"}), (r"\bempty set\b", {"set()"}), (r"(?<![\w.])-1\b", {"-1"}),
]


@dataclass
class Demand:
    """One thing asked for. A check answers True where the change does it, False where it does the opposite, None otherwise."""

    text: str
    checks: list = field(default_factory=list)
    what: str = ""
    # Whether it says what should come of the failing call, and so is itself a reason for it.
    settles: bool = False
    # What it says of the failing call's end: ("returned" or "raised", values or names of errors, whether it is wanted).
    end: tuple = ()

    @property
    def is_understood(self):
        return bool(self.checks)

    def verdict(self, change):
        answers = [check(change) for check in self.checks]
        if False in answers:
            return False
        return True if answers and all(answers) else None

    def is_asserted(self, seen):
        """Whether a test that asserts what the call gives says that it is met, or that it is not; None where it says neither."""
        if not self.end or not seen:
            return None
        kind, named, is_wanted = self.end
        given = seen["type"] if kind == "raised" else re.sub(r"^(?:Decimal|Fraction)\('?([^()']*)'?\)$", r"\1", seen["value"])
        is_so = seen["kind"] == kind and (not named or given in named)
        return is_so if is_wanted else None if not is_so else False


def demands(feedback):
    """The demands of a feedback, in its order."""
    parts = [part.strip(" \t,-*•") for part in PARTS.split(feedback.strip()) if part]
    return [read(part) for part in parts if re.search(r"\w", part)]


def read(text):
    """A part of the feedback as a demand; without a check where no rule reads it."""
    refused = REFUSED.match(text)
    if refused:
        return _refusal(text, refused["rest"])
    return _order(text) if ASKING.search(text) or ORDERS.match(text) or RESULTS.match(text) else Demand(text)


def _refusal(text, rest):
    """`don't return a number`, `never skip`: what a change must not do."""
    values, errors = values_in(rest), errors_in(rest)
    checks, end = [], ()
    # What is refused stands first: "don't read the whole log" says nothing of logging.
    begins = BEGINNING.match(rest).end()
    rest = rest[begins:]

    def says(pattern):
        return re.match(pattern, rest, re.I)

    if says(RAISE):
        checks.append(lambda change: not (change.raised() & errors if errors else change.raised()))
        end = ("raised", errors, False)
    elif says(RETURN) or any(says(pattern) for pattern, _ in VALUES):
        checks.append(lambda change: not (change.gives() & values if values else change.gives()))
        end = ("returned", values, False)
    elif says(SKIP):
        checks.append(lambda change: not change.skips())
    elif says(LOG):
        checks.append(lambda change: not change.logs())
    elif says(r"(swallow|hid|silen)"):
        checks.append(lambda change: bool(change.raised()) or bool(change.logs()))
    return Demand(text, checks, f"not “{rest[:80].rstrip('.!')}”", end=end)


def _order(text):
    # The zero of "above zero" is a bound, no value to be given.
    values, errors, checks, what, settles, end = values_in(re.sub(CHECK, "", text)), errors_in(text), [], [], False, ()
    if re.search(KEEP, text, re.I):
        checks += [lambda change, name=name: change.keeps(name) for name in sorted(errors)]
        what += ["what is there stays"] if errors else []
    elif errors or re.search(RAISE, text, re.I):
        checks.append(lambda change: _raises(change, errors))
        what.append(f"`{'` or `'.join(sorted(errors))}` is raised" if errors else "an error is raised")
        settles, end = True, ("raised", errors, True)
    elif re.search(SKIP, text, re.I):
        checks.append(lambda change: True if change.skips() else False if change.raised() or change.returned() else None)
        what.append("what can't be used is passed over")
        settles = True
    elif values or re.search(RETURN, text, re.I):
        checks.append(lambda change: _gives(change, values))
        what.append("such a value is given")
        settles, end = True, ("returned", values, True)
    if re.search(LOG, text, re.I):
        checks.append(lambda change: True if change.logs() else None)
        what.append("it is logged")
    if re.search(EVERY, text, re.I):
        settles = True
        checks.append(lambda change: True if change.goes_through_all() else None)
        what.append("every element is looked at")
    if re.search(CHECK, text, re.I):
        checks.append(lambda change: True if change.checks_values() else None)
        what.append("the value itself is checked")
    return Demand(text, checks, " and ".join(what), settles, end)


def _raises(change, errors):
    raised = change.raised()
    if raised and (not errors or raised & errors):
        return True
    return False if raised or change.gives() or change.skips() else None


def _gives(change, values):
    given = change.gives()
    if given and (not values or given & values):
        return True
    return False if given or change.raised() else None


def values_in(text):
    return set().union(*[values for pattern, values in VALUES if re.search(pattern, text)] or [set()])


def errors_in(text):
    return {word for word in re.findall(r"\b[A-Z]\w+\b", text) if is_error_name(word)} | set(
        re.findall(r"\b[A-Z][a-z]\w*(?:NotFound|Missing|Invalid)\w*\b|\b(?:No|Unknown|Missing|Invalid)[A-Z]\w+\b", text))
