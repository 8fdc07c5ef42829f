import itertools

from sift.parse import rows
from sift.report import latency, per_path

LINES = ['{"kind": "request", "path": "/a", "ms": 12}', '{"kind": "request", "path": "/a", "ms": 31}', '{"kind":"gc","ms":1000}']


def test_stream():
    assert latency(rows(LINES)) == {"count": 2, "mean": 21.5, "worst": 31}


def test_list_and_tuple_the_same():
    want = {"count": 2, "mean": 21.5, "worst": 31}
    assert latency(list(rows(LINES))) == latency(tuple(rows(LINES))) == want


def test_empty_stream():
    assert latency(iter(())) == {"count": 0, "mean": None, "worst": None}


def test_per_path_of_stream():
    assert per_path(rows(LINES)) == {"/a": {"count": 2, "mean": 21.5, "worst": 31}}
