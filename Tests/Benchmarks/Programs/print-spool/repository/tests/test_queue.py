import pytest

from spool.daemon import turn
from spool.queue import NothingToPrint, PrintQueue, SpoolError


def test_turn():
    queue, out = PrintQueue(), []
    queue.submit("a")
    assert turn(queue, out.append)
    assert out == ["a"]


def test_busy():
    queue = PrintQueue()
    queue.submit("a")
    queue.start()
    with pytest.raises(SpoolError):
        queue.start()


def test_done_too_early():
    with pytest.raises(NothingToPrint):
        PrintQueue().done()
