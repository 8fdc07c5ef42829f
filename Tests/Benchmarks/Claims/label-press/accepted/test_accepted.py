import io

import pytest
from labels.LabelBuilder import LabelBuilder
from labels.PrintJob import PrintJob
from labels.ProductLabel import ProductLabel

MANY = ["FISH", "MILK", "GLUTEN", "EGG"]


def product(lot, allergens=(), name="Pea soup"):
    return {"lot": lot, "name": name, "allergens": list(allergens), "best": "2026-01-31"}


def attempt(fn, *args):
    try:
        return fn(*args)
    except Exception as error:
        return error


def test_labels_that_fit_as_before():
    out = io.StringIO()
    assert PrintJob(out).printAll([product("A1", ["MILK"]), product("A2")]) == 2
    first, second, rest = out.getvalue().split("\f")
    assert first == "\n".join(["Pea soup".ljust(24), "CONTAINS MILK".ljust(24), "LOT A1        2026-01-31", " " * 24])
    assert second.split("\n")[1].strip() == "" and rest == ""


def test_no_allergen_is_missing_on_a_printed_label():
    out = io.StringIO()
    attempt(PrintJob(out).printAll, [product("A1", MANY)])
    if out.getvalue():
        joined = out.getvalue().replace("\n", " ")
        assert all(a in joined for a in MANY)


def test_a_label_never_leaves_its_size():
    got = attempt(ProductLabel(product("A1", MANY)).render)
    if isinstance(got, str):
        assert len(got.split("\n")) == 4 and all(len(line) <= 24 for line in got.split("\n"))


def test_a_lot_without_label_is_not_counted():
    out = io.StringIO()
    job = PrintJob(out)
    got = attempt(job.printAll, [product("A1"), product("A2", MANY), product("A3")])
    assert len(job.printedLots) == out.getvalue().count("\f")
    assert "A1" in job.printedLots
    if not isinstance(got, Exception) and "A2" not in job.printedLots:
        assert any("A2" in str(v) for k, v in vars(job).items() if k not in ("printedLots", "printer"))
