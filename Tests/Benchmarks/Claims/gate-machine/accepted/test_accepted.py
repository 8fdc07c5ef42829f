import pytest
from gate.hardware import Arm, Lamp
from gate.machine import Event, Gate, State


@pytest.mark.parametrize("before", [[], [Event.CAR_HERE], [Event.CAR_HERE, Event.PAID]])
def test_fault_blinks_yellow(before):
    gate = Gate(Arm(), Lamp())
    for e in before + [Event.FAULT]:
        gate.fire(e)
    assert gate.state is State.BROKEN and not gate.arm.raised
    assert gate.lamp.colour == "yellow" and gate.lamp.mode not in ("steady", "", None)


def test_reset_is_red_again():
    gate = Gate(Arm(), Lamp())
    gate.fire(Event.FAULT)
    gate.fire(Event.RESET)
    assert (gate.lamp.colour, gate.lamp.mode) == ("red", "steady")
