from .errors import TollError, UnknownVehicle

RATES = {"car": 450, "van": 700, "truck": 1250}


class Booth:
    """Charges vehicles that pass, in cents."""

    def __init__(self, registry):
        self._registry = registry
        self._passed = []

    def discount(self, plate):
        vehicle = self._registry.get(plate)
        if vehicle is None:
            raise UnknownVehicle(plate)
        return vehicle.get("discount", 0)

    def charge(self, plate):
        vehicle = self._registry.get(plate)
        price = RATES[vehicle["class"]]
        self._passed.append(plate)
        return price - price * self.discount(plate) // 100
