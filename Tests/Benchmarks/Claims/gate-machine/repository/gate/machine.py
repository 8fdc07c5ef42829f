import enum

class State(enum.Enum):
  CLOSED = enum.auto()
  ASKING = enum.auto()
  OPEN = enum.auto()
  BROKEN = enum.auto()

class Event(enum.Enum):
  CAR_HERE = 'car_here'
  PAID = 'paid'
  CAR_GONE = 'car_gone'
  FAULT = 'fault'
  RESET = 'reset'

STAY = None

TABLE = {
  State.CLOSED: {Event.CAR_HERE: State.ASKING, Event.PAID: STAY, Event.CAR_GONE: STAY, Event.FAULT: State.BROKEN},
  State.ASKING: {Event.CAR_HERE: STAY, Event.PAID: State.OPEN, Event.CAR_GONE: State.CLOSED, Event.FAULT: State.BROKEN},
  State.OPEN: {Event.CAR_HERE: STAY, Event.PAID: STAY, Event.CAR_GONE: State.CLOSED, Event.FAULT: State.BROKEN},
  State.BROKEN: {Event.CAR_HERE: STAY, Event.PAID: STAY, Event.CAR_GONE: STAY, Event.FAULT: STAY},
}

class Gate:
  def __init__(self, arm, lamp):
    self.state = State.CLOSED
    self.arm, self.lamp = arm, lamp
    self.notes = []

  def fire(self, event):
    self.notes.append(event.value)
    if event is Event.RESET:
      new = State.CLOSED
    else:
      new = TABLE[self.state][event] or self.state
    if new is not self.state:
      self.state = new
      self.arm.up() if new is State.OPEN else self.arm.down()
      self.lamp.show(new)
    return new
