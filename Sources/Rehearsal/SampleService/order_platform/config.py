"""Settings, read once from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Mapping, Optional


@dataclass(frozen=True)
class Settings:
    """How one process of the platform runs. The defaults suit a laptop."""

    database: str = ":memory:"
    pool_size: int = 5
    pool_timeout: float = 0.2
    sender: str = "hello@northwind-goods.example"

    @classmethod
    def from_environment(cls, environment: Optional[Mapping[str, str]] = None) -> Settings:
        """Read the ``ORDERS_*`` variables; a missing one keeps its default."""
        values = os.environ if environment is None else environment
        return cls(
            database=values.get("ORDERS_DATABASE", cls.database),
            pool_size=int(values.get("ORDERS_POOL_SIZE", cls.pool_size)),
            pool_timeout=float(values.get("ORDERS_POOL_TIMEOUT", cls.pool_timeout)),
            sender=values.get("ORDERS_SENDER", cls.sender),
        )
