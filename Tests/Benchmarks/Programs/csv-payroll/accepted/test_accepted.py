import pytest
from payroll.reader import MalformedRow, read_hours


def test_short():
    with pytest.raises(MalformedRow) as caught:
        read_hours("a,1,1\nb,2\n")
    assert caught.value.line == 2
