"""Which error a function raises when the value is absent, and whether anything says that raising is right.

An error that is raised already for something else is documented and handled for that. It says nothing of this condition, whose
input may well be valid: so it speaks for raising only where its words, or those of its documentation, are about this.
"""

import ast
import builtins
import re

from repair_demands import errors_in
from repair_errors import ancestors_of, arguments_for, known_errors
from repair_evidence import documented_errors, scope_names
from repair_outcome import Outcome
from repair_reasons import Fits, Said
from repair_style import Style
from repair_surroundings import caught_by_callers, guard_balance, is_base, is_pure_read, place_words, raised_in, tokens
from repair_uses import raised_already

RAISING_NAMES = re.compile(r"_*(validate|check|ensure|require|assert|verify|must|parse|decode|charge|pay|transfer|reserve)")
# Words of an error's name that say what kind of trouble it is, not what it is about.
TROUBLE = {word[:6] for word in (
    "absent and bad base cannot empty exception error failed failure for found from got has have illegal incorrect invalid "
    "malformed miss missing must not none one required set such the unexpected unknown value with wrong").split()}
BUILTIN_ERRORS = {"missing": "LookupError", "none": "LookupError", "setting": "RuntimeError"}


def raising(failure, place, subject, statement, documented_only=False):
    """Errors that fit, best first. Those that only fit contain the failure; the others are said to be right here."""
    source, function = place.source, place.function
    style = Style(source)
    known = Known(failure, place)
    base_cost = 30 + guard_balance(place)
    if function is not None and RAISING_NAMES.match(function.name):
        base_cost -= 8
    if subject.situation == "zero" or is_pure_read(function):
        base_cost += 6
    names = scope_names(source, statement)
    found = []
    for error in known_errors(failure.repository, source):
        arguments = arguments_for(failure.repository, error, style.message(*subject.parts), subject.key, names, source)
        if arguments is None or error.short == failure.exception:
            continue
        weighed = known.speaks_for(error, subject) or known.fits(error, subject) or (
            (10, "a person named it") if error.short in known.named else None)
        if weighed is None or documented_only and not isinstance(weighed[1], Said):
            continue
        cost = base_cost + weighed[0] - 4 * min(2, len(about(error.short) & known.words(subject)))
        cost += 4 if is_base(failure.repository, error) else 0
        found.append(Outcome(
            "raise", [f"raise {error.name}({arguments})"], cost, f"raises `{error.short}` with a message that says so",
            weighed[1], list(error.imports), error=error.short))
    found += [
        Outcome("raise", [f"raise {name}({style.message(*subject.parts)})"], 40, f"raises `{name}` with a message that says so",
                "a person named it", error=name)
        for name in sorted(known.named) if isinstance(getattr(builtins, name, None), type) and not documented_only]
    own = builtin(failure, place, subject, style, known, base_cost)
    if own is not None and (isinstance(own.reason, Said) or not documented_only and (
        not found or raised_in(function, own.error))):
        found.append(own)
    found.sort(key=lambda outcome: outcome.cost)
    return found[:2] + [outcome for outcome in found[2:] if outcome.error in known.named]


class Known:
    """What is said about the errors of one function: by its documentation, its callers and its own raises."""

    def __init__(self, failure, place):
        self.failure, self.place = failure, place
        self.documented = [name for node in (place.function, place.class_node) if node is not None
                           for name in documented_errors(node)]
        self.caught = caught_by_callers(failure, place)
        self.named = errors_in(failure.feedback)

    def speaks_for(self, error, subject):
        """(cost, reason) where something names this error: that it is right here, or only that it fits."""
        function = self.place.function
        kinds = set(ancestors_of(self.failure.repository, error.node)) if error.node is not None else set()
        if error.short in self.documented:
            # One that is raised already is documented for that case, too.
            raised = raised_in(function, error.short)
            said = Said if not raised or self.is_documented_for(error.short, subject) else Fits
            return -12 if raised else -25, said(f"the documentation of `{function.name}` promises `{error.short}`")
        if error.short in self.caught:
            return -12, self.handled(error.short, subject)(f"the callers already handle `{error.short}`")
        handled = sorted(self.caught & kinds - {self.failure.exception, "ValueError", "LookupError", "RuntimeError"})
        if handled:
            return -7, Fits(f"the callers already handle its kind, `{handled[0]}`")
        return None

    def handled(self, name, subject):
        """How much a caller's handler says: it waits for an error that nothing raises yet, or for one about this very thing."""
        if hasattr(builtins, name):
            return Fits
        answers, key = self.failure.repository.answers, ("raised already", name)
        if key not in answers:
            answers[key] = raised_already(self.failure.repository.sources(), name)
        return Said if not answers[key] or about(name) & said_words(subject) else Fits

    def is_documented_for(self, name, subject):
        """Whether the sentence of the documentation that names an error is about the subject."""
        texts = [ast.get_docstring(node) or "" for node in (self.place.function, self.place.class_node) if node is not None]
        sentences = [part for text in texts for part in re.split(r"(?<=[.;])\s|\n\s*\n|\n\s*[-*]", text) if name in part]
        return any(stems(part.replace(name, "")) & said_words(subject) for part in sentences)

    def fits(self, error, subject):
        """(cost, reason) where the error states the condition: the function's own first, then those about the same thing."""
        place, short = self.place, error.short
        if raised_in(place.function, short):
            return -20, Fits(f"`{place.function.name}` already raises `{short}` for other invalid input")
        if raised_in(place.class_node, short):
            return -8, Fits(f"`{place.class_node.name}` already raises `{short}`")
        same = about(short) & self.words(subject)
        if error.source is place.source and (same or not about(short)):
            return -5, Fits(f"`{short}` is the module's own error for this")
        if error.source is not place.source and same:
            return (0 if raised_in(place.source.tree, short) else 6), Fits(f"`{short}` is the package's own error about this")
        return None

    def words(self, subject):
        return (tokens(place_words(self.place)) - TROUBLE) | said_words(subject)


def said_words(subject):
    """What the message about the subject speaks of."""
    return stems(" ".join(part for part in subject.parts if isinstance(part, str)).replace("_", " "))


def stems(text):
    return {word[:6] for word in re.findall(r"[a-z]{3,}", text.lower())} - TROUBLE


def about(name):
    """What an error is about, in words: `UnknownWarehouseError` is about a warehouse."""
    return tokens(name) - TROUBLE


def builtin(failure, place, subject, style, known, cost):
    """A builtin error where the code has none of its own; None where it would say no more than the one that was logged."""
    fallback = BUILTIN_ERRORS.get(subject.situation, "ValueError")
    if fallback == "LookupError" and failure.exception in {"KeyError", "IndexError"}:
        fallback = "ValueError"
    reason = Fits(f"a clear `{fallback}` names the cause instead of a bare `{failure.exception}`")
    for name in ("ValueError", "LookupError", "RuntimeError", "TypeError", "KeyError", "IndexError"):
        if name == failure.exception:
            continue
        owner = place.function.name if place.function is not None else place.source.path
        if name in known.documented:
            raised = raised_in(place.function, name)
            fallback, cost = name, cost - (20 if raised else 30)
            said = Said if not raised or known.is_documented_for(name, subject) else Fits
            reason = said(f"the documentation of `{owner}` promises `{name}`")
        elif name in known.caught:
            fallback, cost, reason = name, cost - 12, Fits(f"the callers already handle `{name}`")
        elif raised_in(place.function, name):
            fallback, cost, reason = name, cost - 22, Fits(f"`{owner}` already raises `{name}` for other invalid input")
        else:
            continue
        break
    if not isinstance(reason, Said) and _says_no_more(failure, fallback, place, subject):
        if not failure.feedback:
            return None
        reason = str(reason)
    message = style.message(*subject.parts)
    return Outcome("raise", [f"raise {fallback}({message})"], cost + 5,
                   f"raises `{fallback}` with a message that says so", reason, error=fallback)


def _says_no_more(failure, name, place, subject):
    """Whether the logged error is of this kind already, or the function is given only what this code makes itself."""
    logged = getattr(builtins, failure.exception, None)
    wanted = getattr(builtins, name)
    same = isinstance(logged, type) and issubclass(logged, wanted) or (
        failure.exception.endswith("DecodeError") and issubclass(wanted, ValueError))
    private = place.function is None or place.function.name.startswith("_") and not raised_in(place.function, name)
    return same or private or subject.situation == "file"
