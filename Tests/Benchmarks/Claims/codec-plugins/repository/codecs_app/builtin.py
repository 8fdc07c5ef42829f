from .registry import Codec


class KeyValue(Codec):
    endings = ("ini", "conf")

    def decode(self, text):
        return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


class Rows(Codec):
    endings = ("tab",)

    def decode(self, text):
        return [line.split("\t") for line in text.splitlines()]
