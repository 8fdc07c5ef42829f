from decimal import Decimal, ROUND_HALF_UP

CENT = Decimal("0.01")


class Paymaster:

    def __init__(self, rates, contractHours=None):
        self.rates = rates                          # empNo -> hourly rate
        self.contractHours = contractHours or {}    # empNo -> hours of the month by contract
        self.payments = []

    def payFor(self, row):
        rate = self.rates[row.empNo]
        pay = row.hours * rate + row.overtime * rate * Decimal("1.5")
        return pay.quantize(CENT, ROUND_HALF_UP)

    def flexBalance(self, row):
        if row.empNo not in self.contractHours:
            return None
        return row.hours - self.contractHours[row.empNo]

    def run(self, rows):
        for row in rows.values():
            self.payments.append((row.empNo, self.payFor(row)))
        return self.payments
