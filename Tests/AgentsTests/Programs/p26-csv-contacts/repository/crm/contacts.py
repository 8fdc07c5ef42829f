from dataclasses import dataclass, field


@dataclass
class Contact:
    email: str
    name: str = ""
    tags: list = field(default_factory=list)

    def __post_init__(self):
        self.email = self.email.strip().lower()


class Directory:
    def __init__(self):
        self._contacts = {}

    def put(self, contact):
        """Adds or replaces; returns whether it was new."""
        new = contact.email not in self._contacts
        self._contacts[contact.email] = contact
        return new

    def __contains__(self, email):
        return email in self._contacts

    def __len__(self):
        return len(self._contacts)
