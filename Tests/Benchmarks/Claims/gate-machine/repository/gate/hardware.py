from .machine import State

class Arm:
  def __init__(self):
    self.raised = False

  def up(self):
    self.raised = True

  def down(self):
    self.raised = False

class Lamp:
  COLOURS = {
    State.CLOSED: ('red', 'steady'),
    State.ASKING: ('red', 'steady'),
    State.OPEN: ('green', 'steady'),
  }

  def __init__(self):
    self.colour, self.mode = self.COLOURS[State.CLOSED]

  def show(self, state):
    self.colour, self.mode = self.COLOURS[state]
