import functools
import time


class GaveUp(Exception):
    """All attempts failed; the last error is the cause."""


def retry(attempts=3, on=(Exception,), pause=0.0, sleep=time.sleep):
    """Decorator: call again when one of the exceptions `on` is raised.

    attempts  how often to call at most
    on        an exception class or any iterable of them
    Raises GaveUp from the last error when no attempt went well.  Any other
    exception goes straight through.
    """
    def wrap(fn):
        @functools.wraps(fn)
        def call(*args, **kwargs):
            last = None
            for n in range(attempts):
                if n:
                    sleep(pause * 2 ** (n - 1))
                try:
                    return fn(*args, **kwargs)
                except on as e:
                    last = e
            raise GaveUp(f"{fn.__name__} failed {attempts} times") from last
        return call
    return wrap
