from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Line:
    label: str
    unit: Decimal
    count: int = 1

    @property
    def amount(self) -> Decimal:
        return self.unit * self.count


@dataclass
class Invoice:
    number: str
    lines: list[Line] = field(default_factory=list)
    surcharge: float = 0.0

    def net(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    def gross(self) -> Decimal:
        """Net with the surcharge, to the cent."""
        net = self.net()
        if not self.surcharge:
            return net.quantize(Decimal("0.01"))
        return (net + net * self.surcharge).quantize(Decimal("0.01"))
