class LineBean(object):

    def __init__(self, articleNo, quantity, unitPrice):
        self.articleNo = articleNo
        self.quantity = quantity
        self.unitPrice = unitPrice      # oere

    def getArticleNo(self):
        return self.articleNo

    def getAmount(self):
        return self.quantity * self.unitPrice
