"""Waiting without waiting: inside a try, sleeping and time-outs pass at once on a clock of their own."""

import _thread
import queue
import selectors
import threading
import time

REAL_WAIT = 0.01


class FastClock:
    """Stands between the process and its clocks and waits. Does nothing until `enabled`.

    Installed once, before the project is imported, so that names it imports from `time` and `threading` are ours.
    """

    def __init__(self):
        self.enabled = False
        self.offset = 0.0

    def install(self):
        real = {name: getattr(time, name) for name in ("time", "monotonic", "perf_counter", "sleep")}

        def shifted(clock):
            return lambda: clock() + self.offset

        for name in ("time", "monotonic", "perf_counter"):
            setattr(time, name, shifted(real[name]))
        queue.time = threading._time = time.monotonic

        def sleep(seconds):
            if not self.enabled:
                return real["sleep"](seconds)
            self.offset += max(0.0, float(seconds))
            return real["sleep"](0)

        time.sleep = sleep
        self._shorten_conditions()
        self._shorten_selectors()
        clock = self

        class Lock(QuickLock):
            fast = clock

        threading.Lock = threading._allocate_lock = Lock

    def shortened(self, timeout):
        """Whether a wait is to be cut short."""
        return self.enabled and timeout is not None and timeout > REAL_WAIT

    def _shorten_conditions(self):
        wait = threading.Condition.wait

        def short_wait(condition, timeout=None):
            if not self.shortened(timeout):
                return wait(condition, timeout)
            notified = wait(condition, REAL_WAIT)
            if not notified:
                self.offset += timeout
            return notified

        threading.Condition.wait = short_wait

    def _shorten_selectors(self):
        selector = selectors.DefaultSelector
        select = selector.select

        def short_select(chosen, timeout=None):
            if not self.shortened(timeout):
                return select(chosen, timeout)
            ready = select(chosen, REAL_WAIT)
            if not ready:
                self.offset += timeout
            return ready

        selector.select = short_select


class QuickLock:
    """A lock whose time-outs may be shortened; else the system's own."""

    fast = None

    def __init__(self):
        self._lock = _thread.allocate_lock()

    def acquire(self, blocking=True, timeout=-1):
        if blocking and timeout > 0 and self.fast.shortened(timeout):
            taken = self._lock.acquire(True, REAL_WAIT)
            if not taken:
                self.fast.offset += timeout
            return taken
        return self._lock.acquire(blocking, timeout)

    def release(self):
        self._lock.release()

    def locked(self):
        return self._lock.locked()

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()

    __enter__ = acquire

    def __exit__(self, *details):
        self._lock.release()
