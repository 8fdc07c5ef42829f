"""What the stockroom refuses on purpose."""


class StockError(Exception):
    """Any refusal; the API answers it with 4xx."""


class UnknownWarehouse(StockError):
    def __init__(self, code):
        super().__init__(f"there is no warehouse {code!r}")
        self.code = code


class OutOfStock(StockError):
    def __init__(self, sku, wanted):
        super().__init__(f"{wanted} of {sku} are not in stock")
        self.sku = sku
