"""Waiting without waiting: inside a try, sleeping and time-outs pass at once on a clock of their own."""

import queue
import selectors
import threading
import time

REAL_WAIT = 0.01


class FastClock:
    """Moves every wait of the process from real time to an offset. For use in a forked child only; never undone."""

    def __init__(self):
        self.offset = 0.0

    def install(self):
        real = {name: getattr(time, name) for name in ("time", "monotonic", "perf_counter", "sleep")}

        def shifted(clock):
            return lambda: clock() + self.offset

        for name in ("time", "monotonic", "perf_counter"):
            setattr(time, name, shifted(real[name]))
        queue.time = threading._time = time.monotonic

        def sleep(seconds):
            self.offset += max(0.0, float(seconds))
            real["sleep"](0)

        time.sleep = sleep
        wait = threading.Condition.wait

        def short_wait(condition, timeout=None):
            if timeout is None or timeout <= REAL_WAIT:
                return wait(condition, timeout)
            notified = wait(condition, REAL_WAIT)
            if not notified:
                self.offset += timeout
            return notified

        threading.Condition.wait = short_wait
        selector = selectors.DefaultSelector
        select = selector.select

        def short_select(chosen, timeout=None):
            if timeout is None or timeout <= 0:
                return select(chosen, timeout)
            ready = select(chosen, min(timeout, REAL_WAIT))
            if not ready:
                self.offset += timeout
            return ready

        selector.select = short_select
