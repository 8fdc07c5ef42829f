"""Delays between attempts."""
from dataclasses import dataclass, field
from typing import List


@dataclass
class Backoff:
    delays: List[float] = field(default_factory=lambda: [1, 5, 30])

    def delay(self, attempt: int) -> float:
        """Seconds to wait after the attempt, the first being 1; the last delay repeats."""
        return self.delays[attempt - 1]


class Job:
    def __init__(self, name, backoff=None):
        self.name = name
        self.backoff = backoff or Backoff()
        self.attempts = 0
        self.due = 0.0

    def failed(self, now):
        self.attempts += 1
        self.due = now + self.backoff.delay(self.attempts)


class Scheduler:
    def __init__(self):
        self.jobs = {}

    def add(self, job):
        self.jobs[job.name] = job

    def due(self, now):
        return [job for job in self.jobs.values() if job.due <= now]
