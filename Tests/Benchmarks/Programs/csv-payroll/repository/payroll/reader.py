"""Reads the hours file of a branch."""
import csv
import io
from decimal import Decimal


class PayrollError(Exception):
    pass


class MalformedRow(PayrollError):
    def __init__(self, line, reason):
        super().__init__("line %d: %s" % (line, reason))
        self.line = line


def read_hours(text):
    """Rows of (employee, hours, rate); a row that can't be read raises MalformedRow."""
    rows = []
    for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        if not row:
            continue
        if row[0].startswith('#'):
            continue
        employee, hours, rate = row
        if Decimal(hours) < 0:
            raise MalformedRow(number, "negative hours")
        rows.append((employee, Decimal(hours), Decimal(rate)))
    return rows


def total(text):
    return sum(hours * rate for _, hours, rate in read_hours(text))
