from typing import Dict, List, NamedTuple, Optional


class Person(NamedTuple):
    name: str
    team: str
    phone: Optional[str] = None


def by_team(people: List[Person]) -> Dict[str, List[Person]]:
    teams: Dict[str, List[Person]] = {}
    for person in people:
        teams.setdefault(person.team, []).append(person)
    return teams


def compact(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit() or c == "+")


def numbers(people: List[Person]) -> Dict[str, str]:
    """Phone numbers by name, of everyone who has one."""
    return {person.name: compact(person.phone) for person in people}


def find(people: List[Person], number: str) -> Optional[str]:
    for name, known in numbers(people).items():
        if known == compact(number):
            return name
    return None
