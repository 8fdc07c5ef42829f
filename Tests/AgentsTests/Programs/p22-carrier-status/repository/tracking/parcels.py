from tracking.status import Status, carrier_of, status_of


class Parcels:
    def __init__(self):
        self._history = {}

    def update(self, message):
        """A carrier's message: {"carrier", "number", "status"}."""
        key = (carrier_of(message["carrier"]), message["number"])
        self._history.setdefault(key, []).append(status_of(message["status"]))
        return len(self._history[key])

    def state(self, carrier, number):
        history = self._history.get((carrier_of(carrier), number))
        return history[-1] if history else None

    def delivered(self):
        return sorted(n for (_, n), h in self._history.items() if h[-1] is Status.DELIVERED)
