"""Keeps documentation true: where it promises the error that a candidate takes away, its words change with the code."""

import ast
import re

from repair_reasons import Said
from repair_source import Edit


def promises(place, exception):
    """Whether the documentation of the place's function says that it raises the error."""
    text = (ast.get_docstring(place.function) or "") if place.function is not None else ""
    return re.search(rf"\b[Rr]ais\w*\b[^.]{{0,200}}\b{re.escape(exception)}\b", text, re.S) is not None


def restated(place, candidate, exception, is_asked_for):
    """The edit that tells the new end in the documentation's own sentence; None where there is none to be told.

    An error that is documented is no fault by itself: the words change only for what code or a person calls right.
    """
    if not promises(place, exception) or not (is_asked_for or isinstance(candidate.rationale, Said)):
        return None
    node = place.function.body[0].value
    text = place.source.text_of(node)
    new = _told(text, candidate, re.escape(exception))
    if new is None or new == text:
        return None
    start, end = place.source.span(node)
    return Edit(place.source.path, start, end, new)


def _told(text, candidate, exception):
    if candidate.kind == "raise" and candidate.error:
        return re.sub(rf"(\b[Rr]aises?:?\s+(?:an?\s+)?`*){exception}\b", rf"\g<1>{candidate.error}", text, count=1)
    if candidate.kind in {"return", "default"} and candidate.value:
        written = rf"\b([Rr])aises?\s+(?:an?\s+)?(`*){exception}\2"
        return re.sub(written, lambda match: f"{match[1]}eturns {match[2]}{candidate.value}{match[2]}", text, count=1)
    return None
