import pytest
from lift.machine import IllegalMove, Lift, State


def test_busy():
    lift = Lift(5)
    lift.call(1)
    with pytest.raises(IllegalMove):
        lift.call(2)
    lift.arrive()
    assert lift.floor == 1 and lift.state is State.DOORS
