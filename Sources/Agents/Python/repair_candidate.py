"""A candidate repair: its edits, what kind of answer it gives, how dear it is and why it is right."""

from dataclasses import dataclass, field

from repair_reasons import Fits, Said


@dataclass
class Candidate:
    """Cheaper is better; `kind` is fix, raise, return, default, skip or release."""

    template: str
    kind: str
    edits: list
    cost: float
    explanation: str
    rationale: str
    value: str = ""
    error: str = ""
    logs: bool = False
    notes: list = field(default_factory=list)

    @property
    def outcome(self):
        """What the change does to the failure: it is `fixed`, or only `contained`; None where nothing speaks for the change."""
        if isinstance(self.rationale, Said):
            return "fixed"
        return "contained" if self.kind == "raise" and isinstance(self.rationale, Fits) else None


def at(place):
    """`function` in file:line, for explanations."""
    name = place.function.name if place.function is not None else "the module"
    return f"`{name}` ({place.source.path}:{place.line})"


def guarded(place, statement, condition, outcome):
    """The edits that leave by `outcome` before the statement when the condition holds; None where that can't stand."""
    if not place.source.starts_line(statement):
        return None
    unit = place.source.indent_unit()
    lines = [f"if {condition}:"] + [unit + line for line in outcome.lines]
    return [place.source.insert_before(statement, lines)] + outcome.extra


def guarded_after(place, statement, condition, outcome):
    """Like `guarded`, directly after a statement."""
    if not place.source.starts_line(statement) or shares_line(place.source, statement):
        return None
    unit = place.source.indent_unit()
    lines = [f"if {condition}:"] + [unit + line for line in outcome.lines]
    return [place.source.insert_after(statement, lines)] + outcome.extra


def shares_line(source, statement):
    """Whether another statement stands on its last line."""
    block, index = source.block_of(statement)
    return index + 1 < len(block) and block[index + 1].lineno == statement.end_lineno
