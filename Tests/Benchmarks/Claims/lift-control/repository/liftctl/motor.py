class Motor:
    def __init__(self):
        self.orders = []

    def drive(self, floor):
        self.orders.append(("drive", floor))

    def stop(self):
        self.orders.append(("stop",))

    def doors_open(self):
        self.orders.append(("open",))
