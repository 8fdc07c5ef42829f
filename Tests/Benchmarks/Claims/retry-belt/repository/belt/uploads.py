import logging

from .retrying import GaveUp, retry

log = logging.getLogger(__name__)


class Uploader:
    def __init__(self, put, settings, sleep=None):
        extra = {"sleep": sleep} if sleep else {}
        self._put = retry(**settings, **extra)(put)
        self.failed = []

    def upload(self, names):
        """Every file is tried; those which never went through are in `failed`."""
        done = 0
        for name in names:
            try:
                self._put(name)
                done += 1
            except GaveUp as e:
                log.warning("%s: %s", name, e.__cause__)
                self.failed.append(name)
        return done
