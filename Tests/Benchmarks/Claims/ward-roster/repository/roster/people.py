from dataclasses import dataclass, field


@dataclass(slots=True)
class Nurse:
    name: str
    skills: frozenset
    max_nights: int = 4
    nights: list = field(default_factory=list)

    def may_take(self, night, skill):
        if skill not in self.skills or len(self.nights) >= self.max_nights:
            return False
        return night - 1 not in self.nights and night not in self.nights
