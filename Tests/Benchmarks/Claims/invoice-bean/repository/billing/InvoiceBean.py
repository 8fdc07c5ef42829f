# -*- coding: utf-8 -*-
# InvoiceBean - ported from com.nordlys.billing.InvoiceBean (1.4)


class InvoiceBean(object):

    def __init__(self):
        self._number = None
        self._lines = []
        self._discountTable = None

    def getNumber(self):
        return self._number

    def setNumber(self, number):
        self._number = number

    def addLine(self, line):
        self._lines.append(line)

    def getLines(self):
        return self._lines

    def setDiscountTable(self, table):
        self._discountTable = table

    def getDiscountTable(self):
        # lazy, like in all the beans: without a table the customer has the empty one
        if self._discountTable is None:
            self._discountTable = {}
        return self._discountTable
