"""Each step takes a Path and returns what it made of it, or raises Unreadable."""
import json
from functools import reduce


class Unreadable(Exception):
    pass


def pipe(*fns):
    return lambda value: reduce(lambda v, fn: fn(v), fns, value)


def slurp(path):
    return path.read_bytes()


def decode(raw):
    return raw.decode("utf-8")


def parse(text):
    return json.loads(text)


def need(*keys):
    def check(doc):
        missing = [k for k in keys if k not in doc]
        if missing:
            raise Unreadable("missing " + ", ".join(missing))
        return doc
    return check


read_measurement = pipe(slurp, decode, parse, need("meter", "kwh"))
