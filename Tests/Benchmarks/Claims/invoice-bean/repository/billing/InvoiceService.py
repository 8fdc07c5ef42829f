from billing.InvoiceBean import InvoiceBean
from billing.LineBean import LineBean


class InvoiceService(object):

    _instance = None

    @classmethod
    def getInstance(cls):
        if cls._instance is None:
            cls._instance = InvoiceService()
        return cls._instance

    def createInvoice(self, number, rows, discountTable=None):
        """rows: list of (articleNo, quantity, unitPrice); discountTable: articleNo -> percent"""
        invoice = InvoiceBean()
        invoice.setNumber(number)
        for row in rows:
            invoice.addLine(LineBean(*row))
        invoice.setDiscountTable(discountTable)
        return invoice

    def computeDiscount(self, invoice):
        discount = 0
        for line in invoice.getLines():
            percent = invoice.getDiscountTable().get(line.getArticleNo(), 0)
            discount += line.getAmount() * percent // 100
        return discount

    def computeGross(self, invoice):
        sum = 0
        for line in invoice.getLines():
            sum += line.getAmount()
        return sum

    def computeTotal(self, invoice):
        return self.computeGross(invoice) - self.computeDiscount(invoice)

    def printInvoice(self, invoice):
        out = ["INVOICE " + str(invoice.getNumber())]
        for line in invoice.getLines():
            text = "%-8s %4d x %8d" % (line.getArticleNo(), line.quantity, line.unitPrice)
            if line.getArticleNo() in invoice._discountTable:
                text += "  -%d%%" % invoice._discountTable[line.getArticleNo()]
            out.append(text)
        out.append("TOTAL %d" % self.computeTotal(invoice))
        return "\n".join(out)
