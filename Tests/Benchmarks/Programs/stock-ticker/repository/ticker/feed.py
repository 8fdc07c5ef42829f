import json


class Feed:
    """Prices as they arrive, one JSON text a line."""

    def __init__(self):
        self.prices = {}
        self.rejected = 0

    def accept(self, line):
        """Takes one line; a line that can't be read is counted and otherwise ignored."""
        message = json.loads(line)
        if "symbol" not in message:
            self.rejected += 1
            return
        self.prices[message["symbol"]] = message["price"]

    def run(self, lines):
        for line in lines:
            self.accept(line)
        return self.prices
