"""The organisation, as the payroll system exports it."""

from dataclasses import dataclass
from typing import Dict, List, Optional


@dataclass
class Person:
    id: int
    name: str
    manager: Optional["Person"] = None
    is_active: bool = True


class Chart:
    def __init__(self, people: List[Person]):
        self.people: Dict[int, Person] = {person.id: person for person in people}

    def find(self, person_id: int) -> Optional[Person]:
        return self.people.get(person_id)

    def manager_name(self, person_id: int) -> Optional[str]:
        """The name of a person's manager; None for the one at the top."""
        person = self.find(person_id)
        if person is None:
            raise LookupError(f"no person {person_id}")
        if person.manager is None:
            return None
        return person.manager.name

    def reports_of(self, name: str) -> List[str]:
        """Names of everybody who reports to a manager of that name."""
        return sorted(person.name for person in self.people.values() if person.manager.name == name)
