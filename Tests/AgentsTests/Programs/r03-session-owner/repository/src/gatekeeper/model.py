from dataclasses import dataclass, field


@dataclass
class User:
    name: str
    roles: list[str] = field(default_factory=list)


@dataclass
class Session:
    token: str
    owner: User
