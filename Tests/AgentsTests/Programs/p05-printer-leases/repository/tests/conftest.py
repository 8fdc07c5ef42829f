import pytest

from printing.jobs import PrintRoom
from printing.pool import PrinterPool


@pytest.fixture
def room():
    return PrintRoom(PrinterPool(["north", "south"]))
