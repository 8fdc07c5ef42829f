from collections import deque

from liftctl.states import E, S


class Controller:
    """One car. Handlers are called on_<state>_<event>."""

    def __init__(self, motor, floor=0):
        self.motor, self.floor = motor, floor
        self.state = S.IDLE
        self.calls = deque()
        self.log = []

    def handle(self, event, arg=None):
        name = f"on_{self.state.name}_{event.name}".lower()
        self.log.append(name)
        getattr(self, name)(arg)
        return self.state

    # -- idle
    def on_idle_call(self, floor):
        self.calls.append(floor)
        self._go()

    def on_idle_smoke(self, _):
        self.state = S.FIRE
        self.motor.doors_open()

    # -- moving
    def on_moving_call(self, floor):
        if floor not in self.calls:
            self.calls.append(floor)

    def on_moving_arrived(self, floor):
        self.floor = floor
        self.motor.stop()
        self.motor.doors_open()
        self.state = S.DOORS

    # -- doors
    on_doors_call = on_moving_call

    def on_doors_doors_shut(self, _):
        self.state = S.IDLE
        if self.calls:
            self._go()

    def on_doors_smoke(self, _):
        self.calls.clear()
        self.state = S.FIRE

    # -- fire
    def on_fire_call(self, _):
        pass

    def on_fire_smoke(self, _):
        pass

    def on_fire_doors_shut(self, _):
        self.motor.doors_open()

    def on_fire_key(self, _):
        self.state = S.IDLE

    def _go(self):
        target = self.calls.popleft()
        if target == self.floor:
            self.motor.doors_open()
            self.state = S.DOORS
        else:
            self.motor.drive(target)
            self.state = S.MOVING
