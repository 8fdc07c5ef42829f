from huffpack import dumps, loads


class Buffer:
    """Readings wait here, packed, until the satellite passes."""

    def __init__(self):
        self._slots = []

    def put(self, text):
        self._slots.append(dumps(text))

    def send(self, transmit):
        while self._slots:
            transmit(loads(self._slots[0]))
            del self._slots[0]
