import pytest
from gate.hardware import Arm, Lamp
from gate.machine import Event, Gate, State

class DeadLamp:
  def __init__(self):
    self.seen = []
  def show(self, state):
    self.seen.append(state)

@pytest.fixture
def gate():
  return Gate(Arm(), Lamp())

def test_car_pays(gate):
  for e in (Event.CAR_HERE, Event.PAID):
    gate.fire(e)
  assert gate.state is State.OPEN and gate.arm.raised
  assert gate.lamp.colour == 'green'
  assert gate.fire(Event.CAR_GONE) is State.CLOSED
  assert not gate.arm.raised and gate.lamp.colour == 'red'

def test_stays(gate):
  assert gate.fire(Event.PAID) is State.CLOSED
  assert gate.notes == ['paid']

def test_fault_and_reset():
  gate = Gate(Arm(), DeadLamp())
  gate.fire(Event.FAULT)
  assert gate.fire(Event.PAID) is State.BROKEN
  assert gate.fire(Event.RESET) is State.CLOSED
  assert gate.lamp.seen == [State.BROKEN, State.CLOSED]
