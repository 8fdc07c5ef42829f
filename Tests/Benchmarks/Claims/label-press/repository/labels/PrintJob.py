from labels.ProductLabel import ProductLabel


class PrintJob:

    def __init__(self, printer):
        self.printer = printer
        self.printedLots = []

    def printAll(self, products):
        for product in products:
            self.printer.write(ProductLabel(product).render() + "\f")
            self.printedLots.append(product["lot"])
        return len(self.printedLots)
