"""Plays tests in processes of their own, which may hang, exit or write what they like."""

import json
import os
import select
import signal
import subprocess
import sys
import time

STAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "observe_stage.py")
MAXIMUM_REPORT = 400_000
LEAST_SECONDS, MOST_SECONDS = 12.0, 45.0


class Plays:
    """Plays of a test at one path of a tree.

    The first play, of code that is known to end, tells how busy the machine is and so how long the others may take.
    """

    def __init__(self, root, path):
        self.root, self.path, self.seconds = root, path, None

    def passes(self, contents):
        report = self.play(contents, seed=3, plain=True)
        return not report.get("failure") and not report.get("errors")

    def play(self, contents, seed, plain=False):
        """What the stage reports; {"failure": why} where it reports nothing."""
        started = time.monotonic()
        reading, writing = os.pipe()
        job = {"root": self.root, "path": self.path, "contents": contents, "plain": plain}
        # No compiled file of the tree is read: sources change within the resolution of their times.
        environment = dict(os.environ, PYTHONHASHSEED=str(seed), PYTHONPYCACHEPREFIX=os.devnull)
        process = subprocess.Popen(
            [sys.executable, "-B", "-s", STAGE, str(writing)], cwd=self.root, env=environment, pass_fds=[writing],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(writing)
        try:
            process.stdin.write(json.dumps(job).encode())
            process.stdin.close()
        except OSError:
            pass
        text, ended = self.read(reading)
        os.close(reading)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:
            pass
        process.wait()
        if self.seconds is None:
            self.seconds = min(LEAST_SECONDS + 10 * (time.monotonic() - started), MOST_SECONDS)
        return understood(text, ended)

    def read(self, descriptor):
        """What was written before the other side closed or time was up, and which of both it was."""
        deadline, parts, size = time.monotonic() + (self.seconds or MOST_SECONDS), [], 0
        while size < MAXIMUM_REPORT:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not select.select([descriptor], [], [], remaining)[0]:
                return b"".join(parts), False
            part = os.read(descriptor, 65536)
            if not part:
                break
            parts.append(part)
            size += len(part)
        return b"".join(parts), True


def understood(text, ended):
    try:
        report = json.loads(text)
    except ValueError:
        report = None
    if isinstance(report, dict) and (isinstance(report.get("failure"), str) or isinstance(report.get("errors"), list)):
        return report
    return {"failure": "the call ended the process" if ended else "the call did not end in time", "ended": ended}
