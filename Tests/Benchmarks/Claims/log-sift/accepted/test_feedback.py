import gc
import weakref

from sift.report import latency


class Row(dict):
    pass


def test_same_numbers_for_stream():
    data = [{"kind": "request", "ms": n} for n in (5, 50, 8)]
    assert latency(iter(data)) == latency(data) == {"count": 3, "mean": 21.0, "worst": 50}


def test_rows_are_not_all_kept():
    alive = weakref.WeakSet()

    class Probe(dict):
        __hash__ = object.__hash__
    peak = 0

    def stream():
        nonlocal peak
        for n in range(3000):
            row = Probe(kind="request", ms=n)
            alive.add(row)
            peak = max(peak, len(alive))
            yield row
            del row
    assert latency(stream())["worst"] == 2999
    assert peak < 100
