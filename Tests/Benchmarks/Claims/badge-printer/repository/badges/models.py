from dataclasses import dataclass


@dataclass
class Company:
    id: int
    name: str


@dataclass
class Guest:
    id: int
    name: str
    company_id: int
