"""Texts on the paper labels of a shop's shelves."""


class Product:
    def __init__(self, name, cents, weight_grams=None):
        self.name = name
        self.cents = cents
        self.weight_grams = weight_grams

    @property
    def per_kilo(self):
        """Price of a kilo in cents, None where the product has no weight."""
        if self.weight_grams is None:
            return None
        return self.cents * 1000 // self.weight_grams


class BulkProduct(Product):
    def __init__(self, name, cents):
        super().__init__(name, cents, 1000)


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def label(product):
    text = f"{product.name} {money(product.cents)}"
    return text + f" ({money(product.per_kilo)}/kg)"


def sheet(products):
    return "\n".join(label(product) for product in sorted(products, key=lambda p: p.name))
