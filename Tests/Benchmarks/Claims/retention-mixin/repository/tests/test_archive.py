from datetime import date

import pytest
from archive.documents import Document
from archive.kinds import GeneTest, Invoice, Letter, XRay
from archive.shredder import Shredder


def test_keep_until():
    assert Letter("L1", date(2020, 5, 4), "Ann").keep_until() == date(2023, 5, 4)
    assert Letter("L1", date(2020, 2, 29), "Ann").keep_until() == date(2023, 3, 1)


def test_redacted():
    assert XRay("X1", date(2020, 1, 1), "Ann").redacted() == "X-ray of *****"
    assert GeneTest("G1", date(2020, 1, 1), "Ann").redacted() == "Gene test of *****"


def test_shredder():
    store = {d.ident: d for d in [Letter("L1", date(2020, 1, 1), "Ann"), Invoice("I1", date(2020, 1, 1), "Ann")]}
    s = Shredder(store)
    assert s.run(date(2024, 1, 1)) == 1
    assert list(store) == ["I1"] and s.protocol == ["2024-01-01 L1 letter"]


def test_abstract():
    with pytest.raises(TypeError):
        Document("x", date(2020, 1, 1), "Ann")
