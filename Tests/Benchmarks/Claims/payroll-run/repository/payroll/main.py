from payroll.bankfile import bankFile
from payroll.paymaster import Paymaster
from payroll.timesheet import readTimesheet


def monthly(fh, month, rates, contractHours=None):
    rows = readTimesheet(fh)
    return bankFile(Paymaster(rates, contractHours).run(rows), month)
