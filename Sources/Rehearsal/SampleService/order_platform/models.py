"""Values that cross module borders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Optional


@dataclass(frozen=True)
class User:
    """Somebody with an account."""

    id: str
    name: str
    email: str
    language: str = "en"


@dataclass(frozen=True)
class Email:
    """A message ready to be handed to the mail server."""

    sender: str
    recipient: str
    subject: str
    body: str


@dataclass(frozen=True)
class Event:
    """One thing a visitor did in the shop."""

    kind: str
    session: str
    at: datetime
    amount_cents: int = 0


@dataclass(frozen=True)
class Settlement:
    """Money that arrived for an order, or went back."""

    order_id: str
    transaction_id: str
    amount_cents: int
    currency: str


@dataclass
class Response:
    """What a caller gets back."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    error: Optional[str] = None
