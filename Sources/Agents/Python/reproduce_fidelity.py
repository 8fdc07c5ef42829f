"""How well a crash that was made to happen fits the one of the log."""

import re

from reproduce_faults import TYPE_VALUES
from reproduce_words import is_another, masked


def fidelity(target, outcome):
    """2 in every way, 1 but for the message's values or the line of a long statement, 0 another message, -1 another bug."""
    found = message_fidelity(target, outcome)
    elsewhere = outcome.place and outcome.place[1] != target.line and target.exception != "RecursionError"
    marked = target.columns and outcome.columns and target.columns != outcome.columns
    return min(found, 0) if marked else min(found, 1) if elsewhere else found


def message_fidelity(target, outcome):
    logged, mine = target.message.strip(), outcome.message.strip()
    is_about_types = target.exception in ("TypeError", "AttributeError")
    if not logged or logged == mine or "recursion depth" in logged and "recursion depth" in mine:
        return 2
    if is_another(target.exception, logged, mine, target.keys):
        return -1
    if is_about_types and (types_in(logged) != types_in(mine) or object_in(logged) != object_in(mine)):
        return -1
    if masked(logged) != masked(mine):
        return 0 if not is_about_types or alike(logged, mine) else -1
    if is_about_types:
        # Here the quoted parts are types and names, not values.
        return 0
    return 2 if "[Errno" in logged else 1


def types_in(message):
    """The built-in types a message names."""
    return sorted(set(re.findall(r"\w+", message)) & set(TYPE_VALUES) - {"Decimal", "complex"})


def object_in(message):
    """The class of "'Order' object has no attribute 'total'": an object of another class is another bug."""
    match = re.search(r"'([\w.]+)' object", message)
    return match[1].split(".")[-1] if match else None


def alike(left, right):
    """Whether two messages say the same kind of thing: versions of Python word it differently."""
    words = [set(re.findall(r"[a-z]+", masked(text).lower())) for text in (left, right)]
    return 3 * len(words[0] & words[1]) >= min(map(len, words))
