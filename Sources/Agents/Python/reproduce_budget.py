"""Time as processes use it: a search on a busy machine gets as far as on an idle one."""

import os
import resource
import time

WALL_FACTOR = 3.0
TICKS = os.sysconf("SC_CLK_TCK")


class Budget:
    """A clock that counts the processor time of this process and of its ended children, from 0.

    Time that only passes (waiting, or other programs' turns) counts for the part `1 / WALL_FACTOR`, so that all ends some day.
    """

    def __init__(self, wall_factor=WALL_FACTOR):
        # Kept, since inside a search the clocks of `time` are replaced.
        self._monotonic, self._factor = time.monotonic, wall_factor
        self._begin, self._used = self._monotonic(), processor_seconds()

    def clock(self):
        return max(processor_seconds() - self._used, (self._monotonic() - self._begin) / self._factor)


def processor_seconds():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def process_state(pid):
    """(state letter, processor seconds) of another process, its ended children included; None when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return fields[0], sum(int(ticks) for ticks in fields[11:15]) / TICKS
    except (OSError, IndexError, ValueError):
        return None
