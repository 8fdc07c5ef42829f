import unittest

from billing.InvoiceService import InvoiceService


class TestInvoiceService(unittest.TestCase):

    def setUp(self):
        self.service = InvoiceService.getInstance()

    def testTotalWithoutTable(self):
        invoice = self.service.createInvoice(1, [("A", 2, 500)])
        self.assertEqual(1000, self.service.computeTotal(invoice))

    def testTotalWithTable(self):
        invoice = self.service.createInvoice(2, [("A", 2, 500), ("B", 1, 99)], {"A": 10})
        self.assertEqual(999, self.service.computeTotal(invoice))

    def testPrint(self):
        invoice = self.service.createInvoice(3, [("A", 2, 500), ("B", 1, 99)], {"A": 10})
        text = self.service.printInvoice(invoice)
        self.assertTrue("-10%" in text)
        self.assertTrue(text.endswith("TOTAL 999"))

    def testSingleton(self):
        self.assertTrue(InvoiceService.getInstance() is self.service)


if __name__ == "__main__":
    unittest.main()
