from __future__ import annotations

import re

from .ticket import Ticket


def from_mail(no: int, subject: str, sender: str) -> Ticket:
    found = re.match(r"\[P([1-4])\]\s*(.*)", subject)
    if found:
        return Ticket(no, found[2], int(found[1]), sender)
    return Ticket(no, subject, customer=sender)
