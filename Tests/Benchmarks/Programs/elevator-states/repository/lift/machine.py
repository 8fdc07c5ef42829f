from enum import Enum


class State(Enum):
    IDLE = "idle"
    MOVING = "moving"
    DOORS = "doors"


class IllegalMove(RuntimeError):
    """The lift can't do that now."""


TRANSITIONS = {
    (State.IDLE, "call"): State.MOVING,
    (State.MOVING, "arrive"): State.DOORS,
    (State.DOORS, "close"): State.IDLE,
}


class Lift:
    def __init__(self, floors):
        self.floors = floors
        self.floor = 0
        self.state = State.IDLE
        self._target = None

    def call(self, floor):
        if floor not in range(self.floors):
            raise IllegalMove(f"there is no floor {floor}")
        self._apply("call")
        self._target = floor

    def arrive(self):
        self._apply("arrive")
        self.floor, self._target = self._target, None

    def close(self):
        self._apply("close")

    def _apply(self, event):
        self.state = TRANSITIONS[self.state, event]
