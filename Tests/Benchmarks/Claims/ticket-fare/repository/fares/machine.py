from .errors import FareError
from .table import fare


class Machine:
    """Sells tickets; riders choose among what the city's card service sends."""

    def __init__(self):
        self.sold = []

    def buy(self, zones, rider, paid):
        try:
            price = fare(zones, rider)
        except FareError as error:
            return f"sorry: {error}", paid
        if paid < price:
            return f"{price - paid} missing", paid
        self.sold.append((zones, rider, price))
        return "ticket", paid - price
