class Cart:
    """What a visitor wants to buy."""

    def __init__(self, discounts=None):
        self.items = []
        self.discounts = discounts or {}

    def add(self, sku, price, pieces=1):
        self.items.append({"sku": sku, "price": price, "pieces": pieces})

    def remove(self, sku):
        self.items = [item for item in self.items if item["sku"] != sku]

    def total(self, coupon=None):
        subtotal = sum(item["price"] * item["pieces"] for item in self.items)
        if coupon is not None:
            subtotal = subtotal - self.discounts[coupon]
        return max(subtotal, 0)

    def summary(self):
        text = ""
        for item in self.items:
            text += item["sku"] + " x" + str(item["pieces"]) + "\n"
        return text
