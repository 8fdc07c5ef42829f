import csv
from collections import OrderedDict
from decimal import Decimal


class TimesheetRow:
    def __init__(self, empNo, name, hours, overtime):
        self.empNo = empNo
        self.name = name
        self.hours = hours
        self.overtime = overtime


def readTimesheet(fh):
    """ empno;name;hours;overtime """
    rows = OrderedDict()
    for rec in csv.reader(fh, delimiter=";"):
        if not rec or rec[0].startswith("#"):
            continue
        empNo, name, hours, overtime = [c.strip() for c in rec]
        rows[empNo] = TimesheetRow(empNo, name, Decimal(hours), Decimal(overtime or "0"))
    return rows
