"""Events are stored for ever as they were written.  Whoever reads them gets the
newest form: `upcast` brings an old one up, step by step."""
from typing import NamedTuple


class Stored(NamedTuple):
    seq: int
    kind: str
    version: int
    data: dict


UPCASTERS = {}


def upcaster(kind, version):
    def note(fn):
        UPCASTERS[kind, version] = fn
        return fn
    return note


def upcast(event):
    while (event.kind, event.version) in UPCASTERS:
        step = UPCASTERS[event.kind, event.version]
        event = event._replace(version=event.version + 1, data=step(dict(event.data)))
    return event


@upcaster("deposited", 1)
def _cents(data):
    # 2021: amounts became integers
    data["cents"] = round(data.pop("amount") * 100)
    return data


@upcaster("deposited", 2)
def _source(data):
    # 2023: where it came from
    data.setdefault("source", "counter")
    return data
