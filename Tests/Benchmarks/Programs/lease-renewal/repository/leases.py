"""Leases of a machine pool that end by themselves."""
import time
from typing import Dict, Optional


class Lease:
    def __init__(self, owner: str, until: float) -> None:
        self.owner = owner
        self.until = until


class LeaseTable:
    def __init__(self, clock=time.monotonic) -> None:
        self._clock = clock
        self._leases: Dict[str, Lease] = {}

    def acquire(self, machine: str, owner: str, seconds: float) -> bool:
        current = self._leases.get(machine)
        if current is not None and current.until > self._clock():
            return False
        self._leases[machine] = Lease(owner, self._clock() + seconds)
        return True

    def owner(self, machine: str) -> Optional[str]:
        lease = self._leases.get(machine)
        return lease.owner if lease else None

    def expire(self) -> int:
        """Drops what has ended; says how many."""
        now = self._clock()
        count = 0
        for machine, lease in self._leases.items():
            if lease.until <= now:
                del self._leases[machine]
                count += 1
        return count
