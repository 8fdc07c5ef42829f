from .status import Status, UnknownOrder


class Store:
    def __init__(self, *numbers):
        self.orders = {number: Status.OPEN for number in numbers}

    def set(self, number, status):
        if number not in self.orders:
            raise UnknownOrder(number)
        self.orders[number] = status

    def to_ship(self):
        return [n for n, s in self.orders.items() if s is Status.PAID]
