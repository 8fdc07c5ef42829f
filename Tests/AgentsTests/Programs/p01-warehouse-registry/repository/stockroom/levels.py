from dataclasses import dataclass, field

from .errors import OutOfStock


@dataclass
class Warehouse:
    code: str
    levels: dict = field(default_factory=dict)

    def take(self, sku, count):
        held = self.levels.get(sku, 0)
        if held < count:
            raise OutOfStock(sku, count)
        self.levels[sku] = held - count
        return self.levels[sku]


class Network:
    """All warehouses by their code."""

    def __init__(self, warehouses=()):
        self.warehouses = {warehouse.code: warehouse for warehouse in warehouses}

    def add(self, warehouse):
        self.warehouses[warehouse.code] = warehouse

    def total(self, sku):
        return sum(warehouse.levels.get(sku, 0) for warehouse in self.warehouses.values())

    def pick(self, code, sku, count=1):
        """Take goods out of one warehouse and return what is left there."""
        warehouse = self.warehouses[code]
        return warehouse.take(sku, count)
