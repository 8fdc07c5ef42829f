from collections import deque


class SpoolError(Exception):
    pass


class NothingToPrint(SpoolError):
    pass


class PrintQueue:
    def __init__(self):
        self._jobs = deque()
        self._active = None

    def submit(self, job):
        self._jobs.append(job)

    def start(self):
        """Takes the next job; NothingToPrint when there is none."""
        if self._active is not None:
            raise SpoolError("a job is being printed")
        self._active = self._jobs.popleft()
        return self._active

    def done(self):
        if self._active is None:
            raise NothingToPrint("no job is being printed")
        finished, self._active = self._active, None
        return finished
