from ..registry import Codec


class BorealisDump(Codec):
    """Dumps of the Borealis logger: value@time"""
    endings = ("bor", "dat")

    def decode(self, text):
        return [tuple(reversed(item.split("@"))) for item in text.split()]
