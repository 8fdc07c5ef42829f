import io
import unittest
from decimal import Decimal as D

from payroll.main import monthly
from payroll.paymaster import Paymaster
from payroll.timesheet import TimesheetRow, readTimesheet

SHEET = "# March\n7;Berg, Siri;150;10\n9;Dahl, Tor;75.5;\n"


class PayrollTest(unittest.TestCase):

    def testRead(self):
        rows = readTimesheet(io.StringIO(SHEET))
        self.assertEqual(["7", "9"], list(rows))
        self.assertEqual(D(0), rows["9"].overtime)

    def testBankFile(self):
        text = monthly(io.StringIO(SHEET), "2025-03", {"7": D("200"), "9": D("100")})
        self.assertEqual("H|2025-03|2\nP|7|33000.00\nP|9|7550.00\nT|40550.00\n", text)

    def testFlex(self):
        pm = Paymaster({}, {"7": D(160)})
        self.assertEqual(D(-10), pm.flexBalance(TimesheetRow("7", "x", D(150), D(0))))
        self.assertIsNone(pm.flexBalance(TimesheetRow("8", "x", D(150), D(0))))
