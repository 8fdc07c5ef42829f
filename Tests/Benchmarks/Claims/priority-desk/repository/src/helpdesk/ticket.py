from __future__ import annotations

from typing import NamedTuple, Optional


class Ticket(NamedTuple):
    no: int
    subject: str
    priority: Optional[int] = None   # 1 is the most urgent; set by triage
    customer: str = ""
