"""The way the log's crash took through the repository's own functions, and how much of it another crash took."""

import os
from collections import Counter

FREQUENT = 3


class Trail:
    """The log's own function frames, outermost first, as (path, function, line).

    Module level, `__main__.py` and what Python inlines or not by its version (comprehensions, lambdas) are no frames of it.
    """

    def __init__(self, frames):
        self.frames = [frame for frame in frames if is_function(frame[0], frame[1])]

    def passed(self, frames, recursive=False):
        """How many of the log's innermost frames these (path, function) frames went through, in the same order."""
        wanted = [frame[:2] for frame in self.frames]
        found = [tuple(frame[:2]) for frame in frames]
        if not recursive:
            return common_end(wanted, found)
        # Of an endless recursion a log shows a part, and where in the cycle it ends is chance.
        cycle = {frame for frame, count in Counter(found).items() if count > FREQUENT}
        inside = sum(1 for frame in wanted if frame in cycle)
        return inside + common_end([f for f in wanted if f not in cycle], [f for f in found if f not in cycle])

    def entry(self, passed):
        """What a report says of a find that went through this many frames."""
        if not self.frames or not passed:
            return {"file": "", "function": "", "frames": 0, "of": len(self.frames)}
        path, function, _ = self.frames[-passed]
        return {"file": path.replace(os.sep, "/"), "function": function, "frames": passed, "of": len(self.frames)}

    def caller_of(self, path, function):
        """The (path, line) that calls this function in the log; None where the log shows no frame of our own above it."""
        for outer, inner in zip(self.frames, self.frames[1:]):
            if inner[:2] == (path, function):
                return outer[0], outer[2]
        return None

    def is_outermost(self, path, function):
        return bool(self.frames) and self.frames[0][:2] == (path, function)


def is_function(path, function):
    return bool(function) and not function.startswith("<") and os.path.basename(path) != "__main__.py"


def common_end(wanted, found):
    """The length of the longest end of `wanted` whose frames stand in `found` in that order."""
    place, count = len(found), 0
    for frame in reversed(wanted):
        place = next((i for i in range(place - 1, -1, -1) if found[i] == frame), -1)
        if place < 0:
            break
        count += 1
    return count
