from __future__ import annotations

from enum import Enum


class Grade(Enum):
    PRIME = "A"
    GOOD = "B"
    FAIR = "C"
    THIN_FILE = "T"

    @classmethod
    def of(cls, score: int | None, years_on_file: float) -> Grade:
        if score is None or years_on_file < 1:
            return cls.THIN_FILE
        if score >= 760:
            return cls.PRIME
        return cls.GOOD if score >= 690 else cls.FAIR
