import hashlib

from transfer.slots import Slots


class UploadRefused(Exception):
    pass


class Uploader:
    """Sends files to the archive, at most four at once."""

    MAXIMUM = 1 << 20

    def __init__(self, send, slots=None):
        self._send = send
        self._slots = slots or Slots(4)

    def upload(self, name, data):
        """Send one file; its checksum comes back."""
        self._slots.take()
        if len(data) > self.MAXIMUM:
            raise UploadRefused(f"{name} is larger than {self.MAXIMUM} bytes")
        checksum = hashlib.sha256(data).hexdigest()
        self._send(name, data, checksum)
        self._slots.give_back()
        return checksum
