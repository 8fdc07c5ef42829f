import functools
import time


class GaveUp(Exception):
    """The last of several attempts failed."""


def retrying(attempts=3, pause=2.0):
    def decorate(function):
        @functools.wraps(function)
        def attempt(*arguments, **named):
            for number in range(1, attempts + 1):
                try:
                    return function(*arguments, **named)
                except Exception as error:
                    if number == attempts:
                        raise GaveUp(f"{function.__name__} failed {attempts} times") from error
                    time.sleep(pause)

        return attempt

    return decorate
