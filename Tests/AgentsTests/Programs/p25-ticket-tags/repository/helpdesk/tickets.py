from dataclasses import dataclass, field


@dataclass
class Ticket:
    id: int
    subject: str
    body: str = ""
    watchers: list = field(default_factory=list)
    tags: list = None
    urgent: bool = False
