import pytest
from spool.daemon import turn
from spool.queue import NothingToPrint, PrintQueue


def test_idle():
    with pytest.raises(NothingToPrint):
        PrintQueue().start()
    assert turn(PrintQueue(), print) is False
