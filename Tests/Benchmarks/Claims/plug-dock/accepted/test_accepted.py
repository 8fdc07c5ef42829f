import abc

import pytest
from dock import base
from dock.export import export, load


def test_csv():
    assert export("m.csv", [("Ane", 4), ("Bo", 7)]) == "Ane,4\nBo,7\n"
    assert export("m.tsv", [(1, 2)]) == "1\t2\n"


def test_nothing_abstract_is_chosen():
    class Half(base.Exporter):
        suffix = "half"
        priority = 9

        @abc.abstractmethod
        def more(self):
            ...

        def write(self, rows):
            return "half"

    with pytest.raises(LookupError):
        base.for_suffix("half")

    class Whole(Half):
        def more(self):
            return 1
    assert base.for_suffix("half").write([]) == "half"


def test_priority_still():
    assert "\n" in export("m.json", [(1,)])
