from labels.LabelBuilder import LabelBuilder


class ProductLabel:

    def __init__(self, product):
        self.product = product

    def render(self):
        builder = LabelBuilder()
        builder.addLine(self.product["name"])
        builder.addLine("CONTAINS " + ",".join(self.product["allergens"]) if self.product["allergens"] else "")
        builder.addPair("LOT " + self.product["lot"], self.product["best"])
        return builder.build()
