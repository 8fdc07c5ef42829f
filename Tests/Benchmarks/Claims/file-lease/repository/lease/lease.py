import json
import os
import time

from .errors import LeaseTaken


class Lease:
    """
    Only one holder at a time, by a file.

        with Lease("/run/report.lease", "report") as lease:
            ...
            lease.release()      # earlier than the end of the block, allowed

    release() may be called any number of times, like close() of a file.  It
    only ever removes our own file, never one that somebody else made meanwhile.
    """

    def __init__(self, path, owner):
        self.path, self.owner = path, owner
        self.held = False

    def acquire(self):
        try:
            fd = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            raise LeaseTaken(f"{self.path} is held by {self.holder()}") from None
        with os.fdopen(fd, "w") as f:
            json.dump({"owner": self.owner, "since": time.time()}, f)
        self.held = True

    def holder(self):
        try:
            with open(self.path) as f:
                return json.load(f)["owner"]
        except (OSError, ValueError):
            return None

    def release(self):
        os.unlink(self.path)
        self.held = False

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *exc):
        self.release()
