import io
import unittest

from labels.LabelBuilder import LabelBuilder
from labels.LabelFormat import LabelOverflowError
from labels.PrintJob import PrintJob


def product(lot, name="Pea soup", allergens=()):
    return {"lot": lot, "name": name, "allergens": list(allergens), "best": "2026-01-31"}


class PrintJobTest(unittest.TestCase):

    def testTwoLabels(self):
        out = io.StringIO()
        self.assertEqual(2, PrintJob(out).printAll([product("A1"), product("A2", allergens=["MILK", "SOY"])]))
        labels = out.getvalue().split("\f")
        self.assertEqual("CONTAINS MILK,SOY       ", labels[1].split("\n")[1])
        self.assertEqual(4, len(labels[0].split("\n")))

    def testPair(self):
        self.assertEqual("LOT A1        2026-01-31", LabelBuilder().addPair("LOT A1", "2026-01-31").build().split("\n")[0])

    def testOverflow(self):
        with self.assertRaises(LabelOverflowError):
            LabelBuilder().addLine("x" * 25)


if __name__ == "__main__":
    unittest.main()
