from decimal import Decimal
import unittest

from payroll.reader import MalformedRow, read_hours, total


class ReaderTests(unittest.TestCase):
    def test_rows(self):
        self.assertEqual(read_hours("# x\nann,8,20.50\n\n"), [("ann", Decimal(8), Decimal("20.50"))])

    def test_total(self):
        self.assertEqual(total("a,1,2\nb,3,4\n"), Decimal(14))

    def test_negative(self):
        with self.assertRaises(MalformedRow):
            read_hours("ann,-1,3")
