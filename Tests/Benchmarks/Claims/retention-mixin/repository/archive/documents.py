from __future__ import annotations

import abc
from datetime import date


class Document(abc.ABC):
    """Something in the archive of the clinic."""

    def __init__(self, ident: str, closed: date, subject: str) -> None:
        self.ident, self.closed, self.subject = ident, closed, subject

    @property
    @abc.abstractmethod
    def category(self) -> str: ...

    @abc.abstractmethod
    def title(self) -> str: ...


class Expiring:
    """Mixin: knows until when it has to be kept."""

    KEEP_YEARS = {"invoice": 10, "letter": 3, "x-ray": 10, "application": 1}

    def keep_until(self) -> date:
        years = self.KEEP_YEARS[self.category]
        try:
            return self.closed.replace(year=self.closed.year + years)
        except ValueError:
            return self.closed.replace(year=self.closed.year + years, month=3, day=1)

    def expired(self, today: date) -> bool:
        return today >= self.keep_until()


class Redactable:
    """Mixin: may be shown with the subject blacked out."""

    def redacted(self) -> str:
        return self.title().replace(self.subject, "*" * 5)
